package io.qklm.kg.store.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.qklm.kg.EntityId;
import io.qklm.kg.KnowledgeUpdate;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.interchange.KnowledgeUpdateReader;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Priors after updates follow from what is known, not from the deltas it came in: all in one, one
 * in each, compacted in between, or built anew.
 */
class DeltaPriorsTest {

  private static final List<String> NAMES =
      List.of("Berlin", "Capital of Germany", "Germany", "The Chancellor", "Echo", "Angela Merkel");
  private static final List<String> SURFACES =
      List.of("Berlin", "Capital of Germany", "Germany", "The Chancellor", "Echo", "Merkel");
  private static final List<String> IDS = List.of("Q64", "Q183", "Q567", "Q821244", "N1", "N2");

  @TempDir Path work;

  private final List<KnowledgeSnapshot> opened = new ArrayList<>();
  private int outputs;

  @AfterEach
  void close() {
    opened.forEach(KnowledgeSnapshot::close);
  }

  private KnowledgeSnapshot open(Path folder) throws IOException {
    KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(folder);
    opened.add(snapshot);
    return snapshot;
  }

  private KnowledgeSnapshot built(String... moreAliases) throws IOException {
    Path knowledge = SnapshotFixtures.knowledge(work.resolve("knowledge-" + outputs));
    Files.writeString(
        knowledge.resolve("aliases.tsv"),
        "The Chancellor\tQ567\t6\tcounted\nThe Chancellor\tQ183\t2\tcounted\n",
        StandardOpenOption.APPEND);
    for (String line : moreAliases) {
      Files.writeString(knowledge.resolve("aliases.tsv"), line, StandardOpenOption.APPEND);
    }
    return build(knowledge);
  }

  private KnowledgeSnapshot build(Path knowledge) throws IOException {
    Path output = work.resolve("built-" + outputs++);
    SnapshotFixtures.build(SnapshotFixtures.options(output), new JsonlSource(knowledge));
    return open(output);
  }

  private KnowledgeSnapshot delta(KnowledgeSnapshot from, List<KnowledgeUpdate> updates)
      throws IOException {
    Path output = work.resolve("delta-" + outputs++);
    new DeltaBuild(
            from,
            DeltaBuild.Options.after(from, output),
            new HashEmbedder(from.manifest().embedding().dimension()),
            Steps.NONE)
        .run(updates);
    return open(output);
  }

  private KnowledgeSnapshot delta(KnowledgeSnapshot from, String... lines) throws IOException {
    List<KnowledgeUpdate> updates = new ArrayList<>();
    for (String line : lines) {
      updates.add(KnowledgeUpdateReader.read(line));
    }
    return delta(from, updates);
  }

  private KnowledgeSnapshot compacted(KnowledgeSnapshot from) throws IOException {
    Path output = work.resolve("compacted-" + outputs++);
    Compaction.of(from, Compaction.Options.after(from, output), BuildProgress.SILENT, Steps.NONE)
        .run();
    return open(output);
  }

  private static String upsert(String id, String label, double rank, String surfaces) {
    return ("{'upsert': {'id': '%s', 'label': '%s', 'kind': 'LOC', 'rank': %s, 'surfaces': [%s]}}")
        .formatted(id, label, rank, surfaces)
        .replace('\'', '"');
  }

  private static String counted(String surface, double weight, String source) {
    return "{'surface': '%s', 'weight': %s, 'source': '%s'}".formatted(surface, weight, source);
  }

  private static Map<String, Float> priors(KnowledgeSnapshot snapshot, String surface) {
    Map<String, Float> priors = new TreeMap<>();
    snapshot
        .aliases()
        .candidates(surface, Integer.MAX_VALUE)
        .forEach(c -> priors.put(snapshot.entity(c.ordinal()).id().value(), c.prior()));
    return priors;
  }

  private static void assertSame(KnowledgeSnapshot one, KnowledgeSnapshot other, Object how) {
    for (String surface : SURFACES) {
      Map<String, Float> expected = priors(one, surface);
      Map<String, Float> actual = priors(other, surface);
      assertThat(actual.keySet()).as("%s of %s", surface, how).isEqualTo(expected.keySet());
      expected.forEach(
          (id, prior) ->
              assertThat(actual.get(id))
                  .as("%s as %s of %s", surface, id, how)
                  .isEqualTo(prior, offset(1e-6f)));
    }
  }

  @Test
  void oneCountedFormDoesNotMakeANameMeanTheNewcomer() throws IOException {
    KnowledgeSnapshot parent = built();
    for (String source : List.of("counted", "press")) {
      KnowledgeSnapshot next =
          delta(parent, upsert("N1", "Berlin", 0.1, counted("Berlin", 1, source)));
      Map<String, Float> priors = priors(next, "Berlin");
      assertThat(priors.get("Q64")).as(source).isGreaterThan(0.8f);
      assertThat(priors.get("N1")).as(source).isBetween(0.001f, 0.1f);
    }
    // Nobody counted Germany; names alone are known of it.
    KnowledgeSnapshot next =
        delta(parent, upsert("N1", "Germany", 0.1, counted("Germany", 1, "press")));
    assertThat(priors(next, "Germany").get("Q183")).isGreaterThan(0.8f);
    // A hundred of them are another matter.
    KnowledgeSnapshot much =
        delta(parent, upsert("N1", "Germany", 0.1, counted("Germany", 100, "press")));
    assertThat(priors(much, "Germany").get("N1")).isGreaterThan(0.5f);
  }

  @Test
  void aDeltaGivesThePriorsOfABuildWhereTheSourceHadCountedBefore() throws IOException {
    KnowledgeSnapshot delta =
        delta(built(), upsert("N1", "Berlin", 0.4, counted("Berlin", 20, "counted")));
    Path knowledge = SnapshotFixtures.knowledge(work.resolve("all"));
    Files.writeString(
        knowledge.resolve("aliases.tsv"),
        "The Chancellor\tQ567\t6\tcounted\nThe Chancellor\tQ183\t2\tcounted\n"
            + "Berlin\tN1\t20\tcounted\n",
        StandardOpenOption.APPEND);
    Files.writeString(
        knowledge.resolve("entities.jsonl"),
        "{\"id\": \"N1\", \"label\": \"Berlin\", \"kind\": \"LOC\", \"rank\": 0.4}\n",
        StandardOpenOption.APPEND);
    assertSame(build(knowledge), delta, "a delta");
  }

  @Test
  void anEntityThatGoesGivesBackWhatItTook() throws IOException {
    KnowledgeSnapshot parent = built();
    KnowledgeSnapshot there =
        delta(parent, upsert("N1", "Berlin", 0.9, counted("Berlin", 40, "counted")));
    assertThat(priors(there, "Berlin").get("Q64")).isLessThan(0.6f);
    assertSame(parent, delta(there, "{\"retire\": \"N1\"}"), "retired");
    assertSame(parent, delta(there, upsert("N1", "Elsewhere", 0.9, "")), "renamed");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void windowsAndCompactionsDoNotMatter(long seed) throws IOException {
    inWindows(built(), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void norInASnapshotThatKeptNothingButPriors(long seed) throws IOException, URISyntaxException {
    inWindows(open(fixture("v1-2026-12-01")), seed);
  }

  private void inWindows(KnowledgeSnapshot parent, long seed) throws IOException {
    List<KnowledgeUpdate> updates = updates(new Random(seed));
    KnowledgeSnapshot atOnce = delta(parent, updates);
    KnowledgeSnapshot oneByOne = parent;
    for (int i = 0; i < updates.size(); i++) {
      oneByOne = delta(oneByOne, updates.subList(i, i + 1));
    }
    assertSame(atOnce, oneByOne, updates);
    int half = updates.size() / 2;
    KnowledgeSnapshot first = compacted(delta(parent, updates.subList(0, half)));
    KnowledgeSnapshot second = delta(first, updates.subList(half, updates.size()));
    assertSame(atOnce, second, updates);
    assertSame(atOnce, compacted(second), updates);
  }

  private static List<KnowledgeUpdate> updates(Random random) {
    List<KnowledgeUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String id = IDS.get(random.nextInt(IDS.size()));
      if (random.nextInt(5) == 0) {
        updates.add(new KnowledgeUpdate.Retire(new EntityId(id)));
        continue;
      }
      String surfaces = "";
      if (random.nextBoolean()) {
        String source = List.of("counted", "guessed", "press").get(random.nextInt(3));
        double weight = source.equals("guessed") ? 0.5 : 1 + random.nextInt(40);
        surfaces = counted(SURFACES.get(random.nextInt(SURFACES.size())), weight, source);
      }
      String name = NAMES.get(random.nextInt(NAMES.size()));
      updates.add(
          KnowledgeUpdateReader.read(upsert(id, name, random.nextInt(10) / 10.0, surfaces)));
    }
    return updates;
  }

  private Path fixture(String name) throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(
                    getClass().getResource("/snapshots/" + name + "/manifest.json"), name)
                .toURI())
        .resolveSibling("");
  }

  @Test
  void snapshotsOfBeforeOpenAndTakeDeltas() throws IOException, URISyntaxException {
    for (String name : List.of("v1", "v1-2026-12-01")) {
      KnowledgeSnapshot old = open(fixture(name));
      Map<String, Float> before = priors(old, "Berlin");
      KnowledgeSnapshot next =
          delta(old, upsert("N1", "Berlin", 0.1, counted("Berlin", 1, "press")));
      Map<String, Float> after = priors(next, "Berlin");
      assertThat(after.get("N1")).as(name).isBetween(0.001f, 0.1f);
      // The others give way in proportion.
      float scale = after.get("Q64") / before.get("Q64");
      assertThat(scale).isBetween(0.9f, 1f);
      assertThat(after.get("Q821244")).isEqualTo(before.get("Q821244") * scale, offset(1e-4f));
      // A new description costs nobody a prior.
      KnowledgeSnapshot same = delta(old, upsert("Q64", "Berlin", 0.9, ""));
      assertThat(priors(same, "Berlin")).isEqualTo(before);
      assertSame(next, compacted(next), name);
    }
  }
}
