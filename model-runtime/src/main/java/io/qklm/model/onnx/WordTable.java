package io.qklm.model.onnx;

import java.util.Arrays;

/**
 * The base model's word embeddings as its published int8 file holds them: one unsigned byte a
 * component, row-major, the same scale and zero point for all. The trained network keeps them as
 * they are, so they are read from there and not shipped again. Or signed bytes with a scale for
 * each row, where the base has floats. Safe for any number of threads.
 */
public final class WordTable {

  private final byte[] codes;
  private final int width;
  private final Decoder decoder;

  /** The number of a byte in a row. */
  private interface Decoder {
    float value(int row, byte code);
  }

  /**
   * Where a table stands in a file and how its bytes are read: {@code scale * (byte - zeroPoint)}.
   *
   * @param offset first byte of the table
   * @param rows words
   * @param scale of a step
   * @param zeroPoint the byte of zero, 0 to 255
   */
  public record Place(long offset, int rows, float scale, int zeroPoint) {

    public Place {
      if (offset < 0
          || rows < 1
          || !(scale > 0)
          || !Float.isFinite(scale)
          || zeroPoint < 0
          || zeroPoint > 255) {
        throw new IllegalArgumentException(
            "a word table needs an offset of 0 or more, a row, a scale above 0 and a zero point of"
                + " 0 to 255");
      }
    }
  }

  /**
   * The table at {@code place} of {@code file}.
   *
   * @param width components of a word
   * @throws ModelException if the file ends before the table
   */
  public WordTable(byte[] file, Place place, int width) {
    long end = place.offset() + (long) place.rows() * width;
    if (end > file.length) {
      throw new ModelException(
          "the word table would end at byte " + end + ", but its file has " + file.length);
    }
    this.codes = Arrays.copyOfRange(file, (int) place.offset(), (int) end);
    this.width = width;
    float[] values = new float[256];
    for (int code = 0; code < values.length; code++) {
      values[code] = place.scale() * (code - place.zeroPoint());
    }
    this.decoder = (row, code) -> values[code & 0xFF];
  }

  /**
   * A table of signed bytes with a scale for each row.
   *
   * @param codes {@code [rows][width]}
   * @param scales {@code [rows]}
   */
  public WordTable(byte[] codes, float[] scales) {
    this.codes = codes.clone();
    this.width = codes.length / scales.length;
    float[] own = scales.clone();
    this.decoder = (row, code) -> own[row] * code;
  }

  /**
   * The embeddings of {@code ids}.
   *
   * @return {@code [ids.length][width]} row-major
   * @throws ModelException if an id is none of the table's
   */
  public float[] rows(int[] ids) {
    float[] rows = new float[ids.length * width];
    int at = 0;
    for (int id : ids) {
      int from = id * width;
      if (id < 0 || from >= codes.length) {
        throw new ModelException(
            "the token " + id + " is not among the " + codes.length / width + " of the word table");
      }
      for (int i = 0; i < width; i++) {
        rows[at++] = decoder.value(id, codes[from + i]);
      }
    }
    return rows;
  }
}
