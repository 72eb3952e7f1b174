/**
 * What training makes small. Tasks enter here. Every loss is a mean over its examples and one
 * number.
 */
@NullMarked
package io.qklm.training.loss;

import org.jspecify.annotations.NullMarked;
