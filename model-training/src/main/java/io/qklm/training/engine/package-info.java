/**
 * The native tensor engine behind a few rules: one place starts it, one step owns what it creates,
 * parameters live outside steps. Model, heads and trainer enter here. No number divides on a
 * gradient path, and nothing of a step outlives it.
 */
@NullMarked
package io.qklm.training.engine;

import org.jspecify.annotations.NullMarked;
