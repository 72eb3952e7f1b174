package io.qklm.training.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.BundleException;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.text.CodePointIndex;
import io.qklm.training.base.BaseModels;
import io.qklm.training.base.PublishedWords;
import io.qklm.training.export.NetworkExport;
import io.qklm.training.export.NetworkExport.Numbers;
import io.qklm.training.export.NetworkShape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedEngineTest {

  private static final String NEWS =
      "BERLIN — Angela Merkel spoke in Berlin on Monday. 🎉 Visitors from Paris left for Germany. "
          + "The Paris of Texas is a town of its own, and so is Kowalczyk in Germany; the two"
          + " have never met, although Angela Merkel went to both of them in one long summer.";

  private static final List<Document> DOCUMENTS =
      List.of(
          Document.of("news", NEWS),
          Document.of("short", "Paris"),
          Document.of("none", "there is nothing known in here"),
          Document.of("many", "Berlin and Paris and Germany. ".repeat(30)),
          Document.of("odd", "\u0000 !!! 🎉"),
          Document.of("long word", "Berlin".repeat(300)),
          Document.of("chinese", "柏林是德国的首都。"));

  @TempDir private static Path folder;
  private static KnowledgeSnapshot snapshot;
  private static ModelBundle bundle;
  private static Qklm qklm;

  @BeforeAll
  static void open() throws IOException {
    snapshot = TrainedBundles.knowledge(folder);
    bundle = TrainedBundles.write(folder.resolve("bundle"), Numbers.INT8, Map.of());
    qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults());
  }

  @AfterAll
  static void close() {
    qklm.close();
    snapshot.close();
  }

  @Test
  void anOutcomeDependsOnTheDocumentAlone() throws Exception {
    List<Outcome> alone =
        DOCUMENTS.stream().map(document -> qklm.enrich(List.of(document)).get(0)).toList();
    assertThat(alone).allMatch(outcome -> outcome instanceof Enrichment);
    assertThat(qklm.enrich(DOCUMENTS)).isEqualTo(alone);
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6));
    Collections.shuffle(order, new Random(3));
    assertThat(qklm.enrich(order.stream().map(DOCUMENTS::get).toList()))
        .isEqualTo(order.stream().map(alone::get).toList());
    ExecutorService threads = Executors.newFixedThreadPool(3);
    try {
      List<Future<List<Outcome>>> many = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        many.add(threads.submit(() -> qklm.enrich(DOCUMENTS)));
      }
      for (Future<List<Outcome>> one : many) {
        assertThat(one.get()).isEqualTo(alone);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void everySpanIsASliceAndNoneOverlaps() {
    for (Outcome outcome : qklm.enrich(DOCUMENTS)) {
      Enrichment enrichment = (Enrichment) outcome;
      CodePointIndex index = CodePointIndex.of(enrichment.document().text());
      int end = 0;
      for (EntityAnnotation entity : enrichment.entities()) {
        assertThat(index.toUtf16(entity.span()).in(enrichment.document().text()))
            .isEqualTo(entity.text());
        assertThat(entity.span().start()).isGreaterThanOrEqualTo(end);
        assertThat(entity.score()).isBetween(0.0, 1.0);
        end = entity.span().end();
      }
    }
  }

  @Test
  void provenanceNamesTheBundle() {
    assertThat(qklm.provenance().model()).isEqualTo("qklm-test");
    assertThat(qklm.provenance().modelDigest()).isEqualTo(bundle.digest());
  }

  @Test
  void textsAreEmbeddedAsTheEntitiesWere() throws IOException {
    try (BundleEmbedder embedder = BundleEmbedder.open(bundle, 1)) {
      float[] expected = embedder.embed(List.of("capital of France"))[0];
      assertThat(qklm.embed("capital of France")).containsExactly(expected, within(0f));
    }
  }

  @Test
  void aSureNameWithoutALinkIsNilAndASureLinkIsOne() throws IOException {
    ModelBundle sure =
        TrainedBundles.write(
            folder.resolve("sure"), Numbers.FLOAT32, Map.of("heads.link.nil.bias", -50f));
    try (Qklm linker = Qklm.open(sure, snapshot, QklmOptions.defaults())) {
      Enrichment linked = (Enrichment) linker.enrich(DOCUMENTS).get(0);
      assertThat(linked.entities())
          .filteredOn(entity -> entity.text().equals("Angela Merkel"))
          .allSatisfy(
              entity -> assertThat(entity.entityId().orElseThrow().value()).isEqualTo("Q567"))
          .hasSize(2);
    }
    ModelBundle never =
        TrainedBundles.write(
            folder.resolve("never"), Numbers.FLOAT32, Map.of("heads.link.nil.bias", 50f));
    try (Qklm linker = Qklm.open(never, snapshot, QklmOptions.defaults())) {
      Enrichment nil = (Enrichment) linker.enrich(DOCUMENTS).get(0);
      // The place of a dateline is read from its form, whatever the network says.
      assertThat(nil.entities())
          .filteredOn(entity -> entity.span().start() > 0)
          .allMatch(entity -> entity.entityId().isEmpty());
    }
  }

  @Test
  void numbersThatAreNotFiniteRejectTheDocument() throws IOException {
    ModelBundle broken =
        TrainedBundles.write(
            folder.resolve("broken"), Numbers.FLOAT32, Map.of("heads.tokens.bias", Float.NaN));
    try (Qklm engine = Qklm.open(broken, snapshot, QklmOptions.defaults())) {
      assertThat(engine.enrich(DOCUMENTS.subList(0, 1)).get(0))
          .isInstanceOfSatisfying(
              Rejection.class,
              rejection -> {
                assertThat(rejection.cause()).isEqualTo(Rejection.Cause.MODEL_FAILURE);
                assertThat(rejection.message()).contains("labels that are not finite");
              });
    }
  }

  @Test
  void aGraphOfOtherInputsIsRefusedByName() throws IOException {
    NetworkShape other = TrainedBundles.shape(TrainedBundles.FEATURES - 1);
    byte[] network =
        NetworkExport.export(TrainedBundles.weights(other, Map.of()), other, Numbers.FLOAT32);
    ModelBundle odd = TrainedBundles.write(folder.resolve("odd"), network);
    assertThatThrownBy(() -> Qklm.open(odd, snapshot, QklmOptions.defaults()))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("qklm-test cannot be used")
        .hasMessageContaining("features=FLOAT[any, any, 12]");
  }

  @Test
  void anAlteredOrMissingFileIsRefusedByName() throws IOException {
    Path copy = folder.resolve("altered");
    TrainedBundles.write(copy, Numbers.INT8, Map.of());
    byte[] network = Files.readAllBytes(copy.resolve("network.onnx"));
    network[network.length / 2]++;
    Files.write(copy.resolve("network.onnx"), network);
    assertThatThrownBy(() -> ModelBundle.open(copy)).hasMessageContaining("was altered");
    Files.delete(copy.resolve("network.onnx"));
    assertThatThrownBy(() -> ModelBundle.open(copy))
        .hasMessageContaining("has no file network.onnx");
    assertThatThrownBy(() -> new BundleWriter(copy)).hasMessageContaining("is not empty");
  }

  @Test
  void weightsThatMovedTheirWordsAreRefused() throws IOException {
    PublishedWords words = BaseModels.DEFAULT.published().orElseThrow().words();
    float[] values = new float[words.place().rows() * words.width()];
    int[] id = new int[1];
    for (int row = 0; row < 3; row++) {
      id[0] = row;
      float[] published = words.table().rows(id);
      System.arraycopy(published, 0, values, row * words.width(), words.width());
    }
    values[2 * words.width()] += 1;
    assertThatThrownBy(
            () ->
                words.requireUnchanged(
                    new io.qklm.training.onnx.Weight(
                        "words", new long[] {words.place().rows(), words.width()}, values)))
        .hasMessageContaining("changed the embedding of word 2");
  }
}
