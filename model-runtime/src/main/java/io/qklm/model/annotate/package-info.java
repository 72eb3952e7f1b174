/**
 * What the trained network says of a text: names with their kinds and the entities that mentions
 * mean. The engine enters here with a text, the trainer with labels to be read as names, so that
 * both read the network the same way. Every window is a run of its own, so an annotation depends on
 * its text, the bundle and the epoch alone.
 */
@NullMarked
package io.qklm.model.annotate;

import org.jspecify.annotations.NullMarked;
