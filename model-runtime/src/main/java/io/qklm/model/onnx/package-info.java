/**
 * The language model as an ONNX graph: tokens in, hidden states out. Only the engine enters here.
 * Each session and tensor has one owner that closes it.
 */
@NullMarked
package io.qklm.model.onnx;

import org.jspecify.annotations.NullMarked;
