package io.qklm.benchmarks.speed;

import io.qklm.document.Document;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import java.util.EnumMap;
import java.util.Map;

/** Which stages of the engine take the time, as its own metrics count them, on one thread. */
final class Stages implements Part {

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    Map<Stage, double[]> shares = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      shares.put(stage, new double[subject.rounds()]);
    }
    double[] total = new double[subject.rounds()];
    try (Engine engine = subject.engine()) {
      // The first round warms everything up and counts for nothing.
      for (int round = -1; round < subject.rounds(); round++) {
        StageTimes times = new StageTimes();
        for (Document document : subject.documents()) {
          engine.enrich(document, times);
        }
        double sum = 0;
        for (Stage stage : Stage.values()) {
          sum += times.nanos(stage);
        }
        if (round >= 0) {
          total[round] = sum / 1e6 / subject.documents().size();
          for (Map.Entry<Stage, double[]> share : shares.entrySet()) {
            share.getValue()[round] = times.nanos(share.getKey()) / sum;
          }
        }
      }
    }
    table.begin("stages of the engine");
    table.put("milliseconds a document", Spread.of(total));
    shares.forEach((stage, share) -> table.put("share of: " + stage.help(), Spread.of(share)));
  }
}
