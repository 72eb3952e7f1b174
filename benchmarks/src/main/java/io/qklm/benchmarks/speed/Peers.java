package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.peers.OpenNlpNames;
import io.qklm.benchmarks.peers.PeerEnrichment;
import io.qklm.deploy.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Path;

/** OpenNLP's names and TextRank's sentences in the same job, beside ours. */
final class Peers implements Part {

  private static final int WORKERS = 2;

  private final Path learnsFrom;

  /**
   * A comparison.
   *
   * @param data folder of the evaluation data, which the name finder learns from
   */
  Peers(Path data) {
    this.learnsFrom = data.resolve("ner/wnut17/wnut17train.conll");
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    double[] ours = new double[subject.rounds()];
    double[] theirs = new double[subject.rounds()];
    int count = subject.documents().size();
    try (TemporaryFolder folder = TemporaryFolder.create("qklm-peers-");
        Rig rig = Rig.start()) {
      Path model = trained(folder.path());
      for (int round = -1; round < subject.rounds(); round++) {
        double own = count / rig.seconds(subject.values(), subject.settings().withWorkers(WORKERS));
        double other =
            count
                / rig.seconds(
                    subject.values(),
                    topics ->
                        BytesJob.plan(
                            rig,
                            topics,
                            documents ->
                                documents
                                    .rebalance()
                                    .map(new PeerEnrichment(model))
                                    .setParallelism(WORKERS)));
        if (round >= 0) {
          ours[round] = own;
          theirs[round] = other;
        }
      }
    }
    table.begin("beside OpenNLP's name finder and TextRank");
    table.put("documents/s in our job: names, links, facts, summary", Spread.of(ours));
    table.put("documents/s with OpenNLP and TextRank: names, summary", Spread.of(theirs));
    table.put("ours over theirs", Spread.ratio(ours, theirs));
  }

  private Path trained(Path folder) throws IOException {
    Path model = folder.resolve("names.bin");
    OpenNlpNames.train(learnsFrom).serialize(model);
    return model;
  }
}
