package io.qklm.training.base;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.qklm.model.onnx.WordTable;
import io.qklm.training.onnx.Weight;
import java.io.IOException;

/**
 * The word embeddings of the published int8 encoder, which is on the engine's class path: where
 * they stand in its file, and whether a run still has them.
 *
 * @param file the ONNX file's bytes
 * @param place of the table
 * @param width components of a word
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes, never compared
public record PublishedWords(byte[] file, WordTable.Place place, int width) {

  private static final String TABLE = "embeddings.word_embeddings.weight";

  /**
   * The table of an encoder in the form that langchain4j publishes.
   *
   * @param name of the file, for messages
   * @throws IOException if it has no such table
   */
  static PublishedWords read(String name, byte[] file) throws IOException {
    ModelProto model = ModelProto.parseFrom(file);
    TensorProto table = tensor(name, model, TABLE + "_quantized");
    TensorProto scale = tensor(name, model, TABLE + "_scale");
    TensorProto zero = tensor(name, model, TABLE + "_zero_point");
    WordTable.Place place =
        new WordTable.Place(
            find(name, file, table.getRawData()),
            Math.toIntExact(table.getDims(0)),
            scale.getFloatDataCount() > 0
                ? scale.getFloatData(0)
                : scale
                    .getRawData()
                    .asReadOnlyByteBuffer()
                    .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                    .getFloat(),
            zero.getInt32DataCount() > 0
                ? zero.getInt32Data(0)
                : zero.getRawData().byteAt(0) & 0xFF);
    return new PublishedWords(file, place, Math.toIntExact(table.getDims(1)));
  }

  private static TensorProto tensor(String file, ModelProto model, String name) throws IOException {
    return model.getGraph().getInitializerList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IOException(file + " has no tensor " + name));
  }

  private static long find(String name, byte[] file, ByteString data) throws IOException {
    byte[] wanted = data.toByteArray();
    for (int at = 0; at + wanted.length <= file.length; at++) {
      if (java.util.Arrays.equals(file, at, at + wanted.length, wanted, 0, wanted.length)) {
        return at;
      }
    }
    throw new IOException("the word embeddings do not stand in " + name + " in one piece");
  }

  /** The table as the engine reads it. */
  public WordTable table() {
    return new WordTable(file, place, width);
  }

  /**
   * Refuses weights whose word embeddings have moved.
   *
   * @param words the run's, {@code [rows, width]}
   * @throws IOException if they are not the published ones, apart from rounding
   */
  public void requireUnchanged(Weight words) throws IOException {
    WordTable table = table();
    int[] id = new int[1];
    for (int row = 0; row < place.rows(); row++) {
      id[0] = row;
      float[] published = table.rows(id);
      for (int i = 0; i < width; i++) {
        float moved = Math.abs(words.values()[row * width + i] - published[i]);
        if (!(moved <= 0.51f * place.scale())) {
          throw new IOException(
              "the run has changed the embedding of word "
                  + row
                  + ", but bundles read the published ones; train with frozenEmbeddings");
        }
      }
    }
  }
}
