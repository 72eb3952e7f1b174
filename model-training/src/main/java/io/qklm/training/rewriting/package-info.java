/**
 * Changes that are made to annotated texts before anything is learned from them, listed in the
 * configuration. Tasks apply them in the order of the list. A change depends on its text, the
 * text's number and the run's seed alone.
 */
@NullMarked
package io.qklm.training.rewriting;

import org.jspecify.annotations.NullMarked;
