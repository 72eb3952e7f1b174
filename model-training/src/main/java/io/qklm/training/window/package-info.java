/**
 * Annotated texts as the network reads them: windows with what is right in them, and batches of
 * windows. Every task lays out its texts here. The windows are those of the engine.
 */
@NullMarked
package io.qklm.training.window;

import org.jspecify.annotations.NullMarked;
