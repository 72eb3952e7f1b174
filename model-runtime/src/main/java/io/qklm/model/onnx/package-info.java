/**
 * The language model as ONNX graphs: the published encoder, tokens in and hidden states out, and
 * the trained network, a window with its candidates in and labels, links and states out; and an
 * encoder-decoder that a user brings. Only the engine enters here. Each session and tensor has one
 * owner that closes it.
 */
@NullMarked
package io.qklm.model.onnx;

import org.jspecify.annotations.NullMarked;
