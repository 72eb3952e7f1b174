/**
 * The network: a BERT encoder in two halves and the injection of knowledge between them. Heads and
 * the trainer enter here. Everything starts as the base model, to the last digit that floats allow.
 */
@NullMarked
package io.qklm.training.model;

import org.jspecify.annotations.NullMarked;
