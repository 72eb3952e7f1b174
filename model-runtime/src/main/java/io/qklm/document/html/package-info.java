/**
 * Text out of HTML: what a reader of the page would see, each block on lines of its own. Every door
 * that takes documents comes through here, and so does the feed connector; it knows neither Kafka
 * nor Flink. Any string gives a text, in time and memory that grow with its length alone.
 */
@NullMarked
package io.qklm.document.html;

import org.jspecify.annotations.NullMarked;
