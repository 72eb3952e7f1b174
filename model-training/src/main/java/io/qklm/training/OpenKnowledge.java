package io.qklm.training;

import io.qklm.model.linking.CandidateReader;
import io.qklm.training.knowledge.NoKnowledge;
import io.qklm.training.knowledge.SnapshotKnowledge;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.EncoderShape;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The knowledge of a run, and what closes it.
 *
 * @param knowledge for tasks and measures
 * @param owner closes it
 */
record OpenKnowledge(TrainingKnowledge knowledge, Runnable owner) implements AutoCloseable {

  static OpenKnowledge in(Path folder, int candidates) throws IOException {
    SnapshotKnowledge snapshot = new SnapshotKnowledge(folder, candidates);
    return new OpenKnowledge(snapshot, snapshot::close);
  }

  static OpenKnowledge none() {
    int dimension = EncoderShape.miniLm().hidden();
    return new OpenKnowledge(new NoKnowledge(dimension, CandidateReader.FEATURES), () -> {});
  }

  @Override
  public void close() {
    owner.run();
  }
}
