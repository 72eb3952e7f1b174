/**
 * From learned weights to graphs that the engine runs: ONNX by protobuf, in 32-bit floats or int8,
 * and back. Releases enter here, and tasks for the graphs of their heads; nothing trains. A graph
 * computes what the trainer's network computes, held by a test.
 */
@NullMarked
package io.qklm.training.export;

import org.jspecify.annotations.NullMarked;
