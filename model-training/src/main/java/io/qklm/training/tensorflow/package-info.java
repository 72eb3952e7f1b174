/**
 * Checkpoints of TensorFlow as files, without TensorFlow: the index, a table in LevelDB's form, and
 * the floats it points to. Base models that were published so are read here. Every block and every
 * tensor is verified by its checksum.
 */
@NullMarked
package io.qklm.training.tensorflow;

import org.jspecify.annotations.NullMarked;
