/**
 * ONNX files as protobuf messages: weights out of them. The trainer and the exporter enter here;
 * nothing runs a graph. Every matrix leaves in BERT's names and in PyTorch's layout.
 */
@NullMarked
package io.qklm.training.onnx;

import org.jspecify.annotations.NullMarked;
