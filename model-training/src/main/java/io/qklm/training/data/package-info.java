/**
 * Public data sets as the trainer reads them: one small reader a form, one common value a kind of
 * example. Tasks enter here with a file and get checked values with labels mapped to the model's.
 * Nothing is written, nothing is cached, and a line that breaks its form is named.
 */
@NullMarked
package io.qklm.training.data;

import org.jspecify.annotations.NullMarked;
