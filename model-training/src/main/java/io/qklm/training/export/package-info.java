/**
 * From learned weights to the files that the engine runs: an ONNX graph by protobuf, in 32-bit
 * floats or int8, and the bundle around it. The release command enters here; nothing trains. The
 * graph computes what the trainer's network computes, held by a test.
 */
@NullMarked
package io.qklm.training.export;

import org.jspecify.annotations.NullMarked;
