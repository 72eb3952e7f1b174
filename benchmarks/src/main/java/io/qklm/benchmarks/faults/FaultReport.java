package io.qklm.benchmarks.faults;

import io.qklm.cluster.fault.Fault;
import io.qklm.cluster.fault.FaultOptions;
import io.qklm.cluster.fault.FaultRun;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The runs as text: a head, a line a run, a table at the end. */
final class FaultReport {

  private final FaultOptions options;

  FaultReport(FaultOptions options) {
    this.options = options;
  }

  List<String> head() {
    return List.of(
        "date "
            + LocalDate.now(ZoneOffset.UTC)
            + ", seed "
            + options.seed()
            + ", "
            + options.documents()
            + " documents a run and job over "
            + options.spread().toSeconds()
            + " s, checkpoints every second, broker paused for "
            + options.brokerPause().toSeconds()
            + " s, repository away for "
            + options.repositoryAway().toSeconds()
            + " s",
        Runtime.getRuntime().availableProcessors()
            + " cores, Java "
            + Runtime.version()
            + ", Linux "
            + System.getProperty("os.version"));
  }

  static String line(FaultRun run) {
    return format(
        "%-30s %2d  %4d documents  lost %d  doubled %d  silence %5.1f s  %5.1f s  %6.1f MB  %d"
            + " files%s",
        run.fault().id(),
        run.number(),
        run.documents(),
        run.lost(),
        run.doubled(),
        run.silenceSeconds(),
        run.seconds(),
        run.worker().residentMegabytes(),
        run.worker().openFiles(),
        (run.submissions().isEmpty() ? "" : "  after each submission, MB: " + megabytes(run))
            + (run.held() ? "" : "  BROKEN " + run.problems() + " " + run.worker().natives()));
  }

  private static String megabytes(FaultRun run) {
    return run.submissions().stream()
        .map(worker -> format("%.0f", worker.residentMegabytes()))
        .collect(Collectors.joining(" "));
  }

  List<String> table(List<FaultRun> runs) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        format(
            "%-54s %5s %9s %5s %8s %8s %21s %21s",
            "fault",
            "runs",
            "documents",
            "lost",
            "doubled",
            "broken",
            "silence s median, max",
            "worker MB first, last"));
    for (Fault fault : Fault.values()) {
      List<FaultRun> of = runs.stream().filter(run -> run.fault() == fault).toList();
      if (!of.isEmpty()) {
        lines.add(row(fault, of));
      }
    }
    return lines;
  }

  private static String row(Fault fault, List<FaultRun> runs) {
    // Lost and doubled are counted over the topics' whole length, so the last run tells of all.
    FaultRun last = runs.get(runs.size() - 1);
    double[] silences = sorted(runs, FaultRun::silenceSeconds);
    return format(
        "%-54s %5d %9d %5d %8d %8d %14.1f, %5.1f %14.0f, %5.0f",
        fault.words(),
        runs.size(),
        runs.stream().mapToInt(FaultRun::documents).sum(),
        last.lost(),
        last.doubled(),
        runs.stream().filter(run -> !run.held()).count(),
        silences[silences.length / 2],
        silences[silences.length - 1],
        runs.get(0).worker().residentMegabytes(),
        last.worker().residentMegabytes());
  }

  private static double[] sorted(List<FaultRun> runs, ToDoubleFunction<FaultRun> figure) {
    double[] values = runs.stream().mapToDouble(figure).toArray();
    Arrays.sort(values);
    return values;
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
