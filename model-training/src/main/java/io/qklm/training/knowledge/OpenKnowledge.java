package io.qklm.training.knowledge;

import io.qklm.model.linking.CandidateFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The knowledge of a run, and what closes it.
 *
 * @param knowledge for tasks and measures
 * @param graph the same for questions; empty where there is none
 * @param digest of the epoch; empty where there is none
 * @param invented names of the twins in it, by the id of the entity each stands for
 * @param owner closes it
 */
public record OpenKnowledge(
    TrainingKnowledge knowledge,
    Optional<GraphKnowledge> graph,
    String digest,
    Map<String, String> invented,
    Runnable owner)
    implements AutoCloseable {

  /**
   * Opens the snapshot in {@code folder}.
   *
   * @param facts files of further facts for questions
   * @param vectors which the entities get
   */
  public static OpenKnowledge in(
      Path folder, int candidates, List<Path> facts, EntityVectors vectors) throws IOException {
    SnapshotKnowledge snapshot = new SnapshotKnowledge(folder, candidates);
    try {
      for (Path file : facts) {
        snapshot.add(file);
      }
    } catch (IOException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
    return new OpenKnowledge(
        vectors.of(snapshot), Optional.of(snapshot), snapshot.digest(), Map.of(), snapshot::close);
  }

  /** The same, known to be {@code twins}. */
  public OpenKnowledge with(InventedEntities twins) {
    return new OpenKnowledge(knowledge, graph, digest, twins.names(), owner);
  }

  /** No knowledge, its vectors of {@code dimension} components all the same. */
  public static OpenKnowledge none(int dimension) {
    return new OpenKnowledge(
        new NoKnowledge(dimension, CandidateFeature.count()),
        Optional.empty(),
        "",
        Map.of(),
        () -> {});
  }

  @Override
  public void close() {
    owner.run();
  }
}
