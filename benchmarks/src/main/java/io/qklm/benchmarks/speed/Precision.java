package io.qklm.benchmarks.speed;

import io.qklm.flink.QklmSettings;
import io.qklm.model.ModelRun;
import java.util.List;

/** What int8 wins over 32-bit floats: in the bare graphs, and what the job keeps of it. */
final class Precision implements Part {

  private final String floats;

  /**
   * A comparison.
   *
   * @param floats folder of the bundle whose graph computes in 32-bit floats
   */
  Precision(String floats) {
    this.floats = floats;
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    int rounds = subject.rounds();
    double[] bare = new double[rounds];
    double[] job = new double[rounds];
    Subject slow =
        new Subject(
            subject.knowledge(),
            floats,
            subject.documents().subList(0, Math.max(1, subject.documents().size() / 2)),
            rounds);
    Subject fast = new Subject(subject.knowledge(), subject.model(), slow.documents(), rounds);
    try (Rig rig = Rig.start();
        Engine fastEngine = fast.engine();
        Engine slowEngine = slow.engine()) {
      List<ModelRun> fastRuns = fastEngine.runs(fast.documents());
      List<ModelRun> slowRuns = slowEngine.runs(slow.documents());
      for (int round = -1; round < rounds; round++) {
        double bareRatio = Engine.bareSeconds(slowRuns, 2) / Engine.bareSeconds(fastRuns, 2);
        double jobRatio = seconds(rig, slow) / seconds(rig, fast);
        if (round >= 0) {
          bare[round] = bareRatio;
          job[round] = jobRatio;
        }
      }
    }
    table.begin("int8 over 32-bit floats");
    table.put("bare graphs", Spread.of(bare));
    table.put("whole job", Spread.of(job));
    table.ratio("whole job over bare graphs", Spread.ratio(job, bare), 0.9, false);
  }

  private static double seconds(Rig rig, Subject subject) throws Exception {
    QklmSettings settings = subject.settings().withWorkers(2);
    return rig.seconds(subject.values(), settings);
  }
}
