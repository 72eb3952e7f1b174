package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.source.wikidata.WikidataSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.Steps;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build killed in the middle goes on and comes to what an uncut one comes to. */
@Timeout(300)
class ResumedBuildTest {

  private static final int LINES_A_STREAM = 7;

  @TempDir Path folder;

  /** Items as documented for dumps, some of them unusable, one with a relation. */
  private static String line(int i, int words) {
    if (i % 17 == 5) {
      return "{\"type\":\"item\",\"id\":\"Q" + i + "\",";
    }
    if (i % 11 == 3) {
      return "{\"type\":\"property\",\"id\":\"P"
          + i
          + "\",\"labels\":{\"en\":{\"language\":\"en\","
          + "\"value\":\"relation "
          + i
          + "\"}},\"claims\":[]}";
    }
    return "{\"type\":\"item\",\"id\":\"Q"
        + i
        + "\",\"labels\":{\"en\":{\"language\":\"en\",\"value\":\"Name "
        + i % 40
        + "\"}},\"aliases\":{\"en\":[{\"language\":\"en\",\"value\":\"Alias "
        + i
        + "\"}]},\"descriptions\":{\"en\":{\"language\":\"en\",\"value\":\""
        + ("word" + i + " ").repeat(words)
        + "\"}},\"claims\":{\"P3\":[{\"mainsnak\":{\"snaktype\":\"value\",\"property\":\"P3\","
        + "\"datavalue\":{\"value\":{\"entity-type\":\"item\",\"id\":\"Q"
        + (i * 7 % 60)
        + "\"},\"type\":\"wikibase-entityid\"}},\"rank\":\"normal\"}]},"
        + "\"sitelinks\":{\"enwiki\":{\"title\":\"x\"}}}";
  }

  private Path dump(String compression, int lines) throws IOException {
    Path file = folder.resolve("dump.json" + compression);
    try (OutputStream all = Files.newOutputStream(file)) {
      StringBuilder stream = new StringBuilder("[\n");
      for (int i = 1; i <= lines; i++) {
        stream.append(line(i, 3)).append(i == lines ? "\n]\n" : ",\n");
        if (i % LINES_A_STREAM == 0 || i == lines) {
          all.write(compressed(stream.toString(), compression));
          stream.setLength(0);
        }
      }
    }
    return file;
  }

  private static byte[] compressed(String text, String compression) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (OutputStream out =
        switch (compression) {
          case ".gz" -> new GZIPOutputStream(bytes);
          case ".bz2" -> new BZip2CompressorOutputStream(bytes, 1);
          default -> bytes;
        }) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static KnowledgeSource wikidata(Path file) {
    return new WikidataSource(file, new WikidataOptions(List.of("en"), 0));
  }

  /** A checkpoint after every line, and after every batch of codes. */
  private static KnowledgeBuild.Options options(Path output) {
    return SnapshotFixtures.options(output)
        .withVectors(SnapshotFixtures.VECTORS.withTrainingSample(256))
        .resuming(Duration.ZERO);
  }

  private static BuildReport build(Path output, Steps steps, HashEmbedder embedder, Path... inputs)
      throws IOException {
    List<KnowledgeSource> sources = new ArrayList<>();
    for (Path input : inputs) {
      sources.add(
          input.getFileName().toString().startsWith("dump")
              ? wikidata(input)
              : new JsonlSource(input));
    }
    return new KnowledgeBuild(
            options(output), embedder, Optional.empty(), BuildProgress.SILENT, steps)
        .run(sources);
  }

  private static HashEmbedder embedder() {
    return new HashEmbedder(SnapshotFixtures.DIMENSION);
  }

  private void kill(int step, int batch, Path output, Path... inputs) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                "" + step,
                "" + batch,
                output.toString()));
    Stream.of(inputs).map(Path::toString).forEach(command::add);
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile())
            .start();
    assertThat(child.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(folder.resolve("child.log"))).isEqualTo(137);
    assertThat(output).doesNotExist();
  }

  /** Builds and ends the process before a step, or in the embedding of a batch. */
  static final class Child {

    private Child() {}

    public static void main(String[] arguments) throws IOException {
      int fatalStep = Integer.parseInt(arguments[0]);
      int fatalBatch = Integer.parseInt(arguments[1]);
      int[] count = {0};
      Steps steps =
          step -> {
            if (++count[0] == fatalStep) {
              Runtime.getRuntime().halt(137);
            }
          };
      HashEmbedder embedder =
          new HashEmbedder(SnapshotFixtures.DIMENSION) {
            @Override
            public float[][] embed(List<String> texts) {
              if (batches.size() + 1 == fatalBatch) {
                Runtime.getRuntime().halt(137);
              }
              return super.embed(texts);
            }
          };
      Path[] inputs = Stream.of(arguments).skip(3).map(Path::of).toArray(Path[]::new);
      build(Path.of(arguments[2]), steps, embedder, inputs);
    }
  }

  private static void same(BuildReport cut, BuildReport uncut) throws IOException {
    assertThat(cut.counts()).isEqualTo(uncut.counts());
    assertThat(cut.problems()).isEqualTo(uncut.problems());
    assertThat(cut.firstProblems()).isEqualTo(uncut.firstProblems());
    assertThat(cut.unusableSurfaces()).isEqualTo(uncut.unusableSurfaces());
    assertThat(cut.mergedEntities()).isEqualTo(uncut.mergedEntities());
    try (KnowledgeSnapshot one = KnowledgeSnapshot.open(cut.folder());
        KnowledgeSnapshot other = KnowledgeSnapshot.open(uncut.folder())) {
      assertThat(one.manifest().contentDigest()).isEqualTo(other.manifest().contentDigest());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".gz", ".bz2"})
  void goesOnWithinADump(String compression) throws Exception {
    Path dump = dump(compression, 42);
    Path more = SnapshotFixtures.knowledge(folder.resolve("more"));
    List<String> steps = new ArrayList<>();
    BuildReport uncut = build(folder.resolve("uncut"), steps::add, embedder(), more, dump);
    int last = steps.lastIndexOf("keep a checkpoint");
    assertThat(uncut.problems()).isPositive();
    Path output = folder.resolve("output");
    // Each goes on where the one before was killed.
    kill(last / 3, -1, output, more, dump);
    if (compression.equals(".bz2")) {
      kill(last / 3 - 1, -1, output, more, dump);
    }
    List<String> rest = new ArrayList<>();
    BuildReport cut = build(output, rest::add, embedder(), more, dump);
    assertThat(rest.size()).isLessThan(steps.size() * 3 / 4);
    same(cut, uncut);
    assertThat(list()).isEmpty();
  }

  private List<Path> list() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      return left.filter(path -> path.toString().contains(".building-")).toList();
    }
  }

  private Path entities(int count) throws IOException {
    Path file = folder.resolve("entities.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write("{\"id\":\"E" + i + "\",\"label\":\"Entity number " + i + "\"}\n");
      }
    }
    return file;
  }

  @Test
  void embedsNoEntityTwice() throws Exception {
    Path entities = entities(2_000);
    BuildReport uncut = build(folder.resolve("uncut"), Steps.NONE, embedder(), entities);
    Path output = folder.resolve("output");
    kill(-1, 5, output, entities);
    HashEmbedder embedder = embedder();
    same(build(output, Steps.NONE, embedder, entities), uncut);
    int embedded = embedder.batches.stream().mapToInt(Integer::intValue).sum();
    assertThat(embedded).isLessThan(2_000 - 3 * 256).isGreaterThan(0);
  }

  @Test
  void canBeKilledAtEveryLaterStep() throws Exception {
    Path entities = entities(300);
    List<String> steps = new ArrayList<>();
    BuildReport uncut = build(folder.resolve("uncut"), steps::add, embedder(), entities);
    Path output = folder.resolve("output");
    for (String wanted : List.of("write names", "move into place")) {
      int[] count = {0};
      Steps strike =
          step -> {
            count[0]++;
            if (step.equals(wanted)) {
              throw new IOException("struck");
            }
          };
      assertThatThrownBy(() -> build(output, strike, embedder(), entities)).hasMessage("struck");
      assertThat(list()).hasSize(1);
    }
    same(build(output, Steps.NONE, embedder(), entities), uncut);
    assertThat(list()).isEmpty();
  }

  @Test
  void refusesToGoOnWithOtherInputs() throws Exception {
    Path entities = entities(10);
    Path output = folder.resolve("output");
    Steps strike =
        step -> {
          if (step.equals("write tables")) {
            throw new IOException("struck");
          }
        };
    assertThatThrownBy(() -> build(output, strike, embedder(), entities)).hasMessage("struck");
    entities(11);
    assertThatThrownBy(() -> build(output, Steps.NONE, embedder(), entities))
        .hasMessageContainingAll(
            "the interrupted build cannot go on, it began with 'source jsonl ",
            "bytes of",
            "or build anew without --resume");
    // Without going on, what was left is removed.
    SnapshotFixtures.build(SnapshotFixtures.options(output), new JsonlSource(entities));
    assertThat(list()).isEmpty();
  }

  @Test
  void readsADumpThatIsLargerThanItsHeap() throws Exception {
    Path file = folder.resolve("dump.json");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 1; i <= 22_000; i++) {
        if (i % 17 != 5) {
          out.write(line(i, 140) + ",\n");
        }
      }
    }
    assertThat(Files.size(file)).isGreaterThan(24L << 20);
    Path output = folder.resolve("output");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx24m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeap.class.getName(),
                file.toString(),
                output.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("child.log").toFile())
            .start();
    assertThat(child.waitFor(3, TimeUnit.MINUTES)).isTrue();
    assertThat(child.exitValue()).as(Files.readString(folder.resolve("child.log"))).isZero();
    assertThat(output.resolve("manifest.json")).exists();
  }

  /** Builds as a user would. */
  static final class SmallHeap {

    private SmallHeap() {}

    public static void main(String[] arguments) throws IOException {
      SnapshotFixtures.build(
          SnapshotFixtures.options(Path.of(arguments[1])), wikidata(Path.of(arguments[0])));
    }
  }
}
