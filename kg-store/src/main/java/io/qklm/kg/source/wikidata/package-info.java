/**
 * Wikidata's JSON dump, streamed and resumable, and the classes from which a kind is derived.
 * Builds read it; other formats with Wikidata's ids use the classes. A record that cannot be used
 * is told with its line and skipped.
 */
@NullMarked
package io.qklm.kg.source.wikidata;

import org.jspecify.annotations.NullMarked;
