package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.alias.Candidate;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/** What a snapshot answers, to be held against what another one does. */
public final class SnapshotAnswers {

  private SnapshotAnswers() {}

  /** All that can be asked of entities and names, as one text. */
  public static String of(KnowledgeSnapshot snapshot) throws IOException {
    return entities(snapshot) + names(snapshot);
  }

  /** The records of all entities, a line each. */
  public static String entities(KnowledgeSnapshot snapshot) {
    StringBuilder all = new StringBuilder();
    for (int ordinal = 0; ordinal < snapshot.size(); ordinal++) {
      if (snapshot.find(ordinal).isEmpty()) {
        all.append(ordinal).append(" retired\n");
        continue;
      }
      float[][] vector = new float[1][SnapshotFixtures.DIMENSION];
      snapshot.vectors(new int[] {ordinal}, vector);
      all.append(snapshot.entity(ordinal))
          .append(snapshot.ordinal(snapshot.entity(ordinal).id()))
          .append(snapshot.text(ordinal, "en"))
          .append(snapshot.text(ordinal, "zh"))
          .append(snapshot.types(ordinal))
          .append(snapshot.facts(ordinal))
          .append(Arrays.toString(vector[0]))
          .append('\n');
    }
    return all.toString();
  }

  /** The facts of which each entity is the object. */
  public static List<String> about(KnowledgeSnapshot snapshot) {
    return java.util.stream.IntStream.range(0, (int) snapshot.size())
        .filter(ordinal -> snapshot.find(ordinal).isPresent())
        .mapToObj(ordinal -> ordinal + " " + snapshot.factsAbout(ordinal, 1_000))
        .toList();
  }

  /** The candidates of all names, which a walk and a look-up tell alike. */
  public static TreeMap<String, List<Candidate>> names(KnowledgeSnapshot snapshot)
      throws IOException {
    TreeMap<String, List<Candidate>> names = new TreeMap<>();
    snapshot.aliases().visit((key, candidates, seldom) -> names.put(key, candidates));
    names.forEach(
        (name, candidates) ->
            assertThat(snapshot.aliases().candidates(name, 100)).isEqualTo(candidates));
    return names;
  }
}
