/**
 * The knowledge as training sees it: mentions of a text with their candidates, and entity vectors.
 * Tasks enter here with a text and get what the engine would get for it. Nothing here learns.
 */
@NullMarked
package io.qklm.training.knowledge;

import org.jspecify.annotations.NullMarked;
