package io.qklm.training.release;

import io.qklm.kg.store.files.Sha256;
import io.qklm.model.large.BaseJar;
import io.qklm.model.large.MergePlan;
import io.qklm.model.large.MergedWeights;
import io.qklm.training.base.BaseModel;
import io.qklm.training.export.NameExport;
import io.qklm.training.model.EncoderShape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The file of changes of a network for names, and the plan that merges it with its base. */
public final class ChangedBundle {

  private static final String WORDS = "embeddings.word_embeddings.weight";
  private static final List<String> JOINED = List.of(".query", ".key", ".value");

  private final ChangedWeights weights;
  private final EncoderShape shape;
  private final Map<String, Long> places;
  private final ByteArrayOutputStream changes = new ByteArrayOutputStream();
  private final List<MergePlan.Matrix> matrices = new ArrayList<>();

  private ChangedBundle(ChangedWeights weights, EncoderShape shape, Map<String, Long> places) {
    this.weights = weights;
    this.shape = shape;
    this.places = places;
  }

  /**
   * Both, for a graph that is laid out.
   *
   * @param changes the file
   * @param plan with the digest of what comes of it
   */
  @SuppressWarnings("ArrayRecordComponent") // a file on its way, never compared
  public record Made(byte[] changes, MergePlan plan) {}

  /**
   * Makes both, and merges once to learn the digest.
   *
   * @param jar the base's
   * @throws IOException if a weight is missing, or the base cannot be read
   */
  public static Made of(
      ChangedWeights weights, BaseModel base, BaseJar jar, NameExport.Outside graph)
      throws IOException {
    return of(weights, base.shape(), base.places(), jar, graph);
  }

  static Made of(
      ChangedWeights weights,
      EncoderShape shape,
      Map<String, Long> places,
      BaseJar jar,
      NameExport.Outside graph)
      throws IOException {
    ChangedBundle bundle = new ChangedBundle(weights, shape, places);
    for (NameExport.Product product : graph.products()) {
      bundle.add(product);
    }
    bundle.matrices.sort(Comparator.comparingLong(MergePlan.Matrix::base));
    long words = graph.size();
    long codes = (long) shape.vocabulary() * shape.hidden();
    MergePlan plan =
        new MergePlan(
            weights.rank(),
            words + codes + (long) shape.vocabulary() * Float.BYTES,
            "0".repeat(64),
            new MergePlan.Words(
                bundle.place(WORDS), shape.vocabulary(), shape.hidden(), words, words + codes),
            bundle.matrices);
    byte[] file = bundle.changes.toByteArray();
    Path merged = Files.createTempFile("qklm-merged-", ".weights");
    try {
      MergedWeights.write(plan, jar, file, merged, percent -> {});
      return new Made(file, plan.withDigest(Sha256.hexOf(merged)));
    } finally {
      Files.delete(merged);
    }
  }

  private void add(NameExport.Product product) throws IOException {
    long even = put(floats(product.factors()));
    if (!product.name().endsWith(".self")) {
      matrices.add(matrix(product, product.name(), 0, 1, even));
      return;
    }
    // Queries, keys and values are one product; the scale of attention is in the queries.
    int width = shape.hidden() / shape.heads();
    int column = 0;
    for (String part : JOINED) {
      float factor = part.equals(".query") ? (float) (1 / Math.sqrt(width)) : 1;
      matrices.add(matrix(product, product.name() + part, column, factor, even));
      column += product.outputs() / JOINED.size();
    }
  }

  private MergePlan.Matrix matrix(
      NameExport.Product product, String name, int column, float factor, long even)
      throws IOException {
    String weight = name + ".weight";
    float[] down = weights.down(weight);
    float[] up = weights.up(weight);
    int rank = weights.rank();
    return new MergePlan.Matrix(
        name,
        place(weight),
        down.length / rank,
        up.length / rank,
        column,
        product.outputs(),
        factor,
        put(narrow(down)),
        put(narrow(up)),
        even,
        Arrays.stream(product.apart()).boxed().toList(),
        product.codes(),
        product.scales(),
        product.rows());
  }

  private long place(String weight) throws IOException {
    Long place = places.get(weight);
    if (place == null) {
      throw new IOException("the base model does not say where its weight " + weight + " stands");
    }
    return place;
  }

  private long put(byte[] bytes) {
    long place = changes.size();
    changes.writeBytes(bytes);
    return place;
  }

  private static byte[] narrow(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort(ChangedWeights.bfloat16(value));
    }
    return bytes.array();
  }

  private static byte[] floats(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
