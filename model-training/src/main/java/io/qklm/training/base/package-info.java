/**
 * Base models: the published encoders that a run starts from, each with its shape, tokenizer,
 * weights, licence and digest. Runs and releases ask here and name no published file themselves.
 * Nothing is downloaded.
 */
@NullMarked
package io.qklm.training.base;

import org.jspecify.annotations.NullMarked;
