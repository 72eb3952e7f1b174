/**
 * Arrays on disk, in the safetensors format that PyTorch reads too. The trainer saves its
 * checkpoints here and the exporter finds its weights. A file appears whole or not at all.
 */
@NullMarked
package io.qklm.training.store;

import org.jspecify.annotations.NullMarked;
