package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.SplittableRandom;

/**
 * Random bytes from Java's own generator: eight from one draw, a tenth of what PyTorch's bernoulli
 * takes, the same on every machine and for any number of threads, and with no state but a seed.
 */
final class RandomBytes {

  private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
  private SplittableRandom random = new SplittableRandom(0);

  /** Starts over from {@code seed}. */
  void seed(long seed) {
    random = new SplittableRandom(seed);
  }

  /**
   * The next bytes.
   *
   * @return uint8 {@code [size]}, to be read before the next call: all calls share one buffer
   */
  NDArray next(NDManager manager, long size) {
    int words = Math.toIntExact((size + Long.BYTES - 1) / Long.BYTES);
    if (buffer.capacity() < words * Long.BYTES) {
      buffer = ByteBuffer.allocateDirect(words * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }
    LongBuffer longs = buffer.asLongBuffer();
    for (int i = 0; i < words; i++) {
      longs.put(i, random.nextLong());
    }
    ByteBuffer bytes = buffer.duplicate().position(0).limit(Math.toIntExact(size));
    return manager.create(bytes, new Shape(size), DataType.UINT8);
  }
}
