/**
 * Names and links of whole documents, learned in one pass with the knowledge's candidates beside
 * the words. Commands enter here with annotated texts; a text becomes windows, windows become
 * batches and losses, and predictions become names and links again. Batches depend on their number
 * alone.
 */
@NullMarked
package io.qklm.training.annotate;

import org.jspecify.annotations.NullMarked;
