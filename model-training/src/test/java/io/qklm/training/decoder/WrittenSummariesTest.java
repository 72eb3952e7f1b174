package io.qklm.training.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.SegmentedText;
import io.qklm.document.SentenceSplitter;
import io.qklm.document.Summary;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.SummaryForm;
import io.qklm.model.abstractive.AbstractiveSummarizer;
import io.qklm.model.abstractive.SummarizerFolder;
import io.qklm.model.summary.SentenceRanking;
import io.qklm.training.decoder.SmallEncoderDecoder.Form;
import io.qklm.training.decoder.SmallEncoderDecoder.Layout;
import io.qklm.training.knowledge.BuiltKnowledge;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Encoder-decoders in the layouts of Hugging Face Optimum, small and random. */
class WrittenSummariesTest {

  private static final List<String> WORDS =
      List.of(
          "harbour", "boats", "the", "left", "opened", "wall", "dry", "town", "mayor", "dawn", ".");

  private static final String TEXT =
      "the harbour opened . boats left the town . the wall was dry . the mayor left the harbour .";

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"BART,1", "BART,3", "T5,1", "T5,3", "BART,4"})
  void everyLayoutWritesTheSame(Form form, int beams) throws IOException {
    Map<String, ?> settings =
        Map.of(
            "num_beams",
            beams,
            "max_length",
            24,
            "min_length",
            6,
            "no_repeat_ngram_size",
            3,
            "length_penalty",
            2.0,
            "early_stopping",
            beams % 2 == 0);
    Set<String> written = new HashSet<>();
    for (long seed = 1; seed <= 3; seed++) {
      SmallEncoderDecoder small = new SmallEncoderDecoder(form, seed, WORDS);
      String whole = write(small, Layout.WITHOUT_PAST, settings, TEXT);
      assertThat(write(small, Layout.WITH_PAST, settings, TEXT)).isEqualTo(whole);
      assertThat(write(small, Layout.MERGED, settings, TEXT)).isEqualTo(whole);
      assertThat(whole.split(" ", -1)).hasSizeBetween(5, 23);
      assertRepeatsNothing(whole.split(" ", -1), 3);
      written.add(whole);
    }
    // So that it is not a constant that is the same.
    assertThat(written).hasSizeGreaterThan(1);
  }

  private static void assertRepeatsNothing(String[] words, int run) {
    Set<List<String>> seen = new HashSet<>();
    for (int i = 0; i + run <= words.length; i++) {
      assertThat(seen.add(List.of(words).subList(i, i + run))).as("%s", List.of(words)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void tokensAreForcedWhereTheFolderSaysSo(Layout layout) throws IOException {
    SmallEncoderDecoder small = new SmallEncoderDecoder(Form.BART, 1, WORDS);
    int mayor = 4 + WORDS.indexOf("mayor");
    String written =
        write(
            small,
            layout,
            Map.of("forced_bos_token_id", mayor, "max_length", 12, "num_beams", 2),
            TEXT);
    assertThat(written).startsWith("mayor");
  }

  @Test
  void ofALongTextTheBestSentencesAreRead() throws IOException {
    SmallEncoderDecoder small = new SmallEncoderDecoder(Form.T5, 2, WORDS);
    String boats = "boats left the town . ";
    String longer = TEXT + " " + boats.repeat(40);
    // Sentences 0 to 3 are best: with room for 64 tokens more are read, and the last never.
    Map<String, ?> settings = Map.of("max_length", 16);
    String written = write(small, Layout.MERGED, settings, longer);
    assertThat(write(small, Layout.MERGED, settings, longer + boats.repeat(20))).isEqualTo(written);
    assertThat(written).isNotEqualTo(write(small, Layout.MERGED, settings, "the wall was dry ."));
  }

  @Test
  void aFolderThatLacksSomethingIsToldInASentence() throws IOException {
    assertThatThrownBy(() -> SummarizerFolder.open(folder.resolve("nowhere")))
        .hasMessageContaining("there is no summarizer at")
        .hasMessageContaining("optimum-cli export onnx");
    Path small = folder.resolve("small");
    new SmallEncoderDecoder(Form.BART, 1, WORDS).write(small, Layout.WITH_PAST, Map.of());
    Files.delete(small.resolve("tokenizer.json"));
    assertThatThrownBy(() -> SummarizerFolder.open(small))
        .hasMessageContaining("has no tokenizer.json");
    Files.delete(small.resolve("decoder_model.onnx"));
    assertThatThrownBy(() -> SummarizerFolder.open(small))
        .hasMessageContaining("has no decoder_model.onnx");
  }

  @Test
  void theDigestHangsOnEveryFile() throws IOException {
    Path small = folder.resolve("small");
    new SmallEncoderDecoder(Form.BART, 1, WORDS).write(small, Layout.WITH_PAST, Map.of());
    Set<String> digests = new HashSet<>(Set.of(SummarizerFolder.open(small).digest()));
    for (String file :
        List.of("encoder_model.onnx", "decoder_with_past_model.onnx", "config.json")) {
      byte[] bytes = Files.readAllBytes(small.resolve(file));
      byte[] longer = java.util.Arrays.copyOf(bytes, bytes.length + 1);
      longer[bytes.length] = '\n';
      Files.write(small.resolve(file), longer);
      assertThat(digests.add(SummarizerFolder.open(small).digest())).as(file).isTrue();
    }
  }

  @Test
  void theEngineSaysWhatWasWrittenAndDropsWhatWasInvented() throws IOException {
    BuiltKnowledge.build(
        folder,
        "{\"id\":\"Q1\",\"labels\":{\"en\":\"Ayr\"},\"descriptions\":{\"en\":\"port\"},\"kind\":\"LOC\",\"rank\":0.5}\n");
    String text =
        "The harbour opened on Monday. Boats left the town at dawn. The wall of the harbour was"
            + " dry.";
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder.resolve("knowledge"))) {
      Enrichment said = enrich(snapshot, List.of("harbour", "boats", "wall", "dry"), text);
      Summary summary = said.summary().orElseThrow();
      assertThat(summary.method()).isEqualTo(Summary.ABSTRACTIVE);
      assertThat(List.of("harbour", "boats", "wall", "dry"))
          .containsAll(List.of(summary.text().split(" ", -1)));
      assertThat(summary.dropped()).isZero();
      assertThat(summary.sentences()).isNotEmpty();
      assertThat(said.provenance().summarizer().orElseThrow().name()).isEqualTo("writer");
      assertThat(said.provenance().summarizer().orElseThrow().digest()).matches("[0-9a-f]{64}");

      Enrichment invented = enrich(snapshot, List.of("4711", "4712", "4713"), text);
      assertThat(invented.summary().orElseThrow().method()).isEqualTo(Summary.EXTRACTIVE);
      assertThat(invented.summary().orElseThrow().dropped()).isEqualTo(1);
    }
  }

  private Enrichment enrich(KnowledgeSnapshot snapshot, List<String> words, String text)
      throws IOException {
    Path writer = folder.resolve("writer");
    new SmallEncoderDecoder(Form.BART, 3, words)
        .write(writer, Layout.WITH_PAST, Map.of("max_length", 8, "min_length", 4));
    QklmOptions options =
        QklmOptions.defaults()
            .withSummary(SummaryForm.defaults().withSummarizer(writer.toString()));
    try (Qklm qklm = Qklm.open(ModelBundle.zeroShot(), snapshot, options)) {
      return (Enrichment) qklm.enrich(List.of(Document.of("a", text))).get(0);
    }
  }

  /** The text's own order. */
  private record InOrder() implements SentenceRanking {
    @Override
    public double score(int sentence) {
      return 0.5;
    }

    @Override
    public OptionalInt next(Collection<Integer> chosen, Collection<Integer> open) {
      return open.stream().mapToInt(i -> i).min();
    }
  }

  private String write(
      SmallEncoderDecoder small, Layout layout, Map<String, ?> settings, String text)
      throws IOException {
    Path to = folder.resolve(layout.name());
    small.write(to, layout, settings);
    SegmentedText segmented = new SentenceSplitter().segment(text, "en");
    List<Integer> all = IntStream.range(0, segmented.sentences().size()).boxed().toList();
    try (AbstractiveSummarizer summarizer =
        AbstractiveSummarizer.open(SummarizerFolder.open(to), 1)) {
      String written = summarizer.write(segmented, all, new InOrder());
      assertThat(summarizer.write(segmented, all, new InOrder())).isEqualTo(written);
      return written;
    }
  }
}
