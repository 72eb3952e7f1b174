package io.qklm.training.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.SentenceSplitter;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.BundleManifest;
import io.qklm.model.LargeNames;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.NameReader;
import io.qklm.model.annotate.ScoredName;
import io.qklm.model.encoding.CasedTokenizer;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.large.BaseArtifact;
import io.qklm.model.large.BaseJar;
import io.qklm.model.large.MergedCache;
import io.qklm.model.large.MergedWeights;
import io.qklm.model.onnx.NameGraph;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Step;
import io.qklm.training.engine.Torch;
import io.qklm.training.export.ActivationRanges;
import io.qklm.training.export.NameExport;
import io.qklm.training.export.WeightSource;
import io.qklm.training.model.Encoder;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.onnx.Weight;
import io.qklm.training.task.annotate.TokenClassifier;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small base of BERT's form, changed, merged and read by the engine as the trainer has it. */
class ChangedBundleTest {

  private static final int RANK = 4;
  private static final int WINDOW = 32;
  private static final EncoderShape SHAPE = new EncoderShape(40, WINDOW, 64, 2, 4, 1088, 1);
  private static final int LABELS = MentionLabel.values().length;
  private static final String TEXT =
      "Ada Lovelace met Babbage in London . the Royal Society wrote to Ada in Rome about it .";

  @TempDir private static Path folder;
  private static Torch torch;
  private static Parameters parameters;
  private static Encoder encoder;
  private static TokenClassifier head;
  private static BaseJar jar;
  private static final Map<String, Long> PLACES = new HashMap<>();
  private static final List<Window> WINDOWS = new ArrayList<>();

  @BeforeAll
  static void make() throws IOException {
    torch = Torch.open(1);
    parameters = new Parameters(torch, 7);
    encoder = new Encoder(parameters, SHAPE, RANK);
    head = new TokenClassifier(parameters, SHAPE.hidden());
    SplittableRandom random = new SplittableRandom(5);
    for (String name : parameters.names()) {
      if (name.contains(".up.") || name.contains("capitals") || name.startsWith("heads")) {
        float[] values = parameters.values(name);
        for (int i = 0; i < values.length; i++) {
          values[i] = (float) (0.3 * random.nextGaussian());
        }
        parameters.set(name, parameters.get(name).getShape().getShape(), values);
      }
    }
    jar = jar();
    try (TextTokenizer tokenizer =
        new TextTokenizer(CasedTokenizer.file(vocabulary().lines().toList()))) {
      WINDOWS.addAll(
          new WindowLayout(tokenizer, WINDOW)
              .lay(new SentenceSplitter().segment(TEXT, "en"), List.of())
              .windows());
    }
  }

  @AfterAll
  static void close() {
    parameters.close();
    torch.close();
  }

  private static String vocabulary() {
    List<String> pieces =
        new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##lace", "Love"));
    for (String word : TEXT.split(" ", -1)) {
      if (!pieces.contains(word) && !word.equals("Lovelace")) {
        pieces.add(word);
      }
    }
    while (pieces.size() < SHAPE.vocabulary()) {
      pieces.add("##" + pieces.size());
    }
    return String.join("\n", pieces) + "\n";
  }

  /** A jar as published ones are: matrices {@code [inputs, outputs]}, each where PLACES says. */
  private static BaseJar jar() throws IOException {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    for (String name : Encoder.published(parameters.names()).stream().sorted().toList()) {
      Weight weight = weight(name);
      boolean kernel = name.startsWith("encoder") && weight.shape().length == 2;
      float[] values = (kernel ? weight.transposed() : weight).values();
      PLACES.put(name, (long) data.size());
      ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      data.writeBytes(bytes.array());
    }
    byte[] words = vocabulary().getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream inner = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(inner)) {
      add(zip, "vocab.txt", words);
      add(zip, "weights", data.toByteArray());
    }
    Path file = folder.resolve("base.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      add(zip, "model", inner.toByteArray());
    }
    return BaseJar.at(
        new BaseArtifact(
            "small-base",
            "Apache-2.0",
            "org.example:small-base:1.0",
            "model",
            new BaseArtifact.Part("vocab.txt", Sha256.hexOf(words)),
            new BaseArtifact.Part("weights", Sha256.hexOf(data.toByteArray()))),
        file);
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  private static Weight weight(String name) {
    return new Weight(name, parameters.get(name).getShape().getShape(), parameters.values(name));
  }

  private static ChangedWeights weights() {
    WeightSource learned = ChangedBundleTest::weight;
    return new ChangedWeights(learned, RANK);
  }

  private static float[] words(Window window) {
    float[] table = parameters.values("embeddings.word_embeddings.weight");
    int hidden = SHAPE.hidden();
    float[] rows = new float[window.size() * hidden];
    for (int i = 0; i < window.size(); i++) {
      System.arraycopy(table, window.ids()[i] * hidden, rows, i * hidden, hidden);
    }
    return rows;
  }

  private static long[] capitals(Window window) {
    long[] capitals = new long[window.size()];
    for (int i = 0; i < capitals.length; i++) {
      capitals[i] = window.capitals()[i];
    }
    return capitals;
  }

  private static float[] run(NameGraph graph, Window window) {
    return graph.run(words(window), capitals(window));
  }

  private static float[] trained(Window window) {
    TokenBatch batch = TokenBatch.of(List.of(new TokenRow(window.ids(), window.capitals())));
    try (Step step = Step.plain(torch, parameters, Precision.FLOAT32)) {
      NDArray states = encoder.upper(step, batch, encoder.lower(step, batch));
      return head.logits(step, states).toFloatArray();
    }
  }

  private static ActivationRanges ranges() throws IOException {
    return NameExport.ranges(
        weights(),
        SHAPE,
        WINDOW,
        (graph, watched) -> {
          List<Map<String, float[]>> found = new ArrayList<>();
          try (NameGraph network = new NameGraph(graph, watched, SHAPE.hidden(), LABELS, 1)) {
            for (Window window : WINDOWS) {
              Map<String, float[]> outputs = network.outputs(words(window), capitals(window));
              outputs.keySet().retainAll(watched.keySet());
              found.add(outputs);
            }
          }
          return found;
        });
  }

  @Test
  void theGraphWithChangesSaysWhatTheTrainerSays() throws IOException {
    byte[] exact = NameExport.floats(weights(), SHAPE, WINDOW);
    try (NameGraph graph = new NameGraph(exact, Map.of(), SHAPE.hidden(), LABELS, 1)) {
      for (Window window : WINDOWS) {
        // The changes are numbers in bfloat16 there, and 32-bit floats here.
        assertThat(run(graph, window)).containsExactly(trained(window), within(0.05f));
      }
    }
  }

  @Test
  void whatTheEngineMergesIsWhatTheExporterRoundsToTheLastBit() throws IOException {
    ActivationRanges ranges = ranges();
    byte[] whole = NameExport.int8(weights(), SHAPE, WINDOW, ranges);
    NameExport.Outside outside = NameExport.outside(weights(), SHAPE, WINDOW, ranges);
    ChangedBundle.Made made = ChangedBundle.of(weights(), SHAPE, PLACES, jar, outside);
    Path merged = Files.createDirectories(folder.resolve("merged")).resolve(MergedCache.FILE);
    MergedWeights.write(made.plan(), jar, made.changes(), merged, percent -> {});
    assertThat(Sha256.hexOf(merged)).isEqualTo(made.plan().sha256());
    assertThat(Files.size(merged)).isEqualTo(made.plan().size());
    try (NameGraph one = new NameGraph(whole, Map.of(), SHAPE.hidden(), LABELS, 1);
        NameGraph other =
            new NameGraph(outside.graph(), merged.getParent(), SHAPE.hidden(), LABELS, 1)) {
      for (Window window : WINDOWS) {
        assertThat(run(other, window)).containsExactly(run(one, window));
      }
    }
  }

  @Test
  void anEngineFindsTheNamesOfTheChangedBase() throws IOException {
    NameExport.Outside outside = NameExport.outside(weights(), SHAPE, WINDOW, ranges());
    ChangedBundle.Made made = ChangedBundle.of(weights(), SHAPE, PLACES, jar, outside);
    ModelBundle bundle =
        new BundleWriter(folder.resolve("bundle"))
            .add("network", "network.onnx", outside.graph())
            .add(LargeNames.CHANGES, "changes.bin", made.changes())
            .add(LargeNames.VOCABULARY, "vocab.txt", jar.vocabulary())
            .finish(
                new BundleManifest(
                    BundleManifest.FORMAT_VERSION,
                    BundleManifest.NAMES,
                    "qklm-small-large",
                    "random",
                    "Apache-2.0",
                    SHAPE.hidden(),
                    WINDOW,
                    null,
                    null,
                    jar.artifact(),
                    made.plan(),
                    MentionLabel.names(),
                    List.of()));
    System.setProperty(BaseJar.PROPERTY + "small-base", jar.file().toString());
    System.setProperty(MergedCache.PROPERTY, folder.resolve("cache").toString());
    try (KnowledgeSnapshot snapshot = TrainedBundles.knowledge(folder);
        Qklm qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults())) {
      assertThat(qklm.provenance().toString()).contains("qklm-small-large");
      Enrichment found = (Enrichment) qklm.enrich(List.of(Document.of("text", TEXT))).get(0);
      List<String> said =
          found.entities().stream()
              .map(entity -> TEXT.substring(entity.span().start(), entity.span().end()))
              .toList();
      assertThat(said).isNotEmpty().isSubsetOf(names());
    } finally {
      System.clearProperty(BaseJar.PROPERTY + "small-base");
      System.clearProperty(MergedCache.PROPERTY);
    }
  }

  /** What the trainer's network names, where rounding to bytes changes no label. */
  private static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Window window : WINDOWS) {
      float[] logits = trained(window);
      List<float[]> rows = new ArrayList<>();
      for (int word : window.words()) {
        rows.add(Arrays.copyOfRange(logits, word * LABELS, (word + 1) * LABELS));
      }
      for (ScoredName name : NameReader.names(window.spans(), window.joints(), rows)) {
        names.add(name.name().span().in(TEXT));
      }
    }
    return names;
  }
}
