/**
 * Mentions found in a text and resolved to entities or to nothing. Fed by the encoder and the
 * snapshot, called by the engine. A link depends on the document and the epoch alone.
 */
@NullMarked
package io.qklm.model.linking;

import org.jspecify.annotations.NullMarked;
