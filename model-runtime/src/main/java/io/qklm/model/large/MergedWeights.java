package io.qklm.model.large;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.large.MergePlan.Matrix;
import io.qklm.model.large.MergePlan.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.function.IntConsumer;

/** Writes the file of weights that a plan describes, in one pass over the base. */
public final class MergedWeights {

  private static final int ROWS_AT_ONCE = 1024;
  private static final int PASSED_AT_ONCE = 1 << 20;

  private final MergePlan plan;
  private final ChangesFile changes;
  private final FileChannel result;
  private long at;

  private MergedWeights(MergePlan plan, byte[] changes, FileChannel result) {
    this.plan = plan;
    this.changes = ChangesFile.of(changes);
    this.result = result;
  }

  /**
   * Writes {@code file}, which is new.
   *
   * @param changes the bundle's file of changes
   * @param progress told how many of a hundred parts are done
   * @throws IOException if the base cannot be read or was altered, or the file cannot be written
   */
  public static void write(
      MergePlan plan, BaseJar base, byte[] changes, Path file, IntConsumer progress)
      throws IOException {
    MessageDigest digest = Sha256.start();
    try (FileChannel result =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        NestedZip zip = base.open();
        InputStream data =
            new DigestInputStream(zip.find(base.artifact().weights().path()), digest)) {
      new MergedWeights(plan, changes, result).write(data, progress);
      data.transferTo(OutputStream.nullOutputStream());
      base.require(base.artifact().weights(), Sha256.hex(digest.digest()));
      result.force(true);
    }
  }

  private void write(InputStream data, IntConsumer progress) throws IOException {
    put(plan.size() - 1, ByteBuffer.allocate(1));
    boolean words = false;
    int done = 0;
    for (Matrix matrix : plan.matrices()) {
      if (!words && plan.words().base() < matrix.base()) {
        words(data);
        words = true;
      }
      matrix(
          matrix, floats(data, matrix.name(), matrix.base(), matrix.inputs() * matrix.outputs()));
      done++;
      progress.accept(99 * done / plan.matrices().size());
    }
    if (!words) {
      words(data);
    }
  }

  private void matrix(Matrix matrix, float[] base) throws IOException {
    MergedMatrix merged = MergedMatrix.of(matrix, plan.rank(), base, changes);
    int outputs = matrix.outputs();
    if (outputs == matrix.width()) {
      put(matrix.codes(), ByteBuffer.wrap(merged.codes()));
    } else {
      for (int i = 0; i < matrix.inputs(); i++) {
        long place = matrix.codes() + (long) i * matrix.width() + matrix.column();
        put(place, ByteBuffer.wrap(merged.codes(), i * outputs, outputs));
      }
    }
    put(matrix.scales() + (long) matrix.column() * Float.BYTES, bytes(merged.scales()));
    if (merged.apart().length > 0) {
      put(matrix.rows(), bytes(merged.apart()));
    }
  }

  private void words(InputStream data) throws IOException {
    Words words = plan.words();
    for (int from = 0; from < words.rows(); from += ROWS_AT_ONCE) {
      int rows = Math.min(ROWS_AT_ONCE, words.rows() - from);
      long offset = words.base() + (long) from * words.width() * Float.BYTES;
      float[] values = floats(data, "words", offset, rows * words.width());
      byte[] codes = new byte[values.length];
      float[] scales = new float[rows];
      for (int row = 0; row < rows; row++) {
        scales[row] = round(values, codes, row * words.width(), words.width());
      }
      put(words.codes() + (long) from * words.width(), ByteBuffer.wrap(codes));
      put(words.scales() + (long) from * Float.BYTES, bytes(scales));
    }
  }

  private static float round(float[] values, byte[] codes, int from, int width) {
    float most = 0;
    for (int i = from; i < from + width; i++) {
      most = Math.max(most, Math.abs(values[i]));
    }
    float scale = most == 0 ? 1 : most / Byte.MAX_VALUE;
    for (int i = from; i < from + width; i++) {
      codes[i] = (byte) Math.round(values[i] / scale);
    }
    return scale;
  }

  private float[] floats(InputStream data, String name, long offset, int count) throws IOException {
    if (offset < at) {
      throw new IOException("the plan of the large model has " + name + " out of order");
    }
    pass(data, offset - at);
    byte[] read = data.readNBytes(count * Float.BYTES);
    at = offset + read.length;
    if (read.length < count * Float.BYTES) {
      throw new IOException("the base model ends within " + name + "; fetch its jar again");
    }
    float[] values = new float[count];
    ByteBuffer.wrap(read).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Reads what is not wanted: skipping it would leave it out of the digest. */
  private static void pass(InputStream data, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      int read = data.readNBytes((int) Math.min(left, PASSED_AT_ONCE)).length;
      if (read == 0) {
        throw new IOException("the base model ends too early; fetch its jar again");
      }
      left -= read;
    }
  }

  private static ByteBuffer bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes;
  }

  private void put(long place, ByteBuffer bytes) throws IOException {
    long to = place;
    while (bytes.hasRemaining()) {
      to += result.write(bytes, to);
    }
  }
}
