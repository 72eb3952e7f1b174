/**
 * How the trained network sees a text: windows of whole sentences with their words and mentions.
 * The engine and the trainer both enter here, so that the network runs on what it learned from. A
 * window depends on its text and its sentences alone.
 */
@NullMarked
package io.qklm.model.window;

import org.jspecify.annotations.NullMarked;
