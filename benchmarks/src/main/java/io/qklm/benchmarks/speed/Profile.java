package io.qklm.benchmarks.speed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import one.profiler.AsyncProfiler;
import one.profiler.Counter;

/**
 * Where the time of the job's process goes, by samples of its running threads: the model first, the
 * largest costs beside it, and all of it as a flame graph. The broker is another process and not in
 * it.
 */
final class Profile implements Part {

  private static final int LARGEST = 12;

  /** Samples by each thread's own clock, which needs no rights on the machine. */
  private static final String START = "start,event=ctimer,interval=1ms,cstack=vm";

  /** Narrower frames than this share, in percent, are left out. */
  private static final String GRAPH = "flamegraph,title=From topic to topic,minwidth=0.2";

  private final Optional<Path> graph;

  /**
   * A profile.
   *
   * @param graph where the flame graph is written, as HTML
   */
  Profile(Optional<Path> graph) {
    this.graph = graph;
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    AsyncProfiler profiler = AsyncProfiler.getInstance();
    try (Rig rig = Rig.start()) {
      // Compiled before it is sampled.
      rig.seconds(subject.values(), subject.settings().withWorkers(2));
      profiler.execute(START);
      for (int round = 0; round < subject.rounds(); round++) {
        rig.seconds(subject.values(), subject.settings().withWorkers(2));
      }
      profiler.stop();
    }
    Costs costs = Costs.of(profiler.dumpCollapsed(Counter.SAMPLES));
    table.begin("where the time of the job's process goes");
    table.put(
        "milliseconds of processor time a document",
        (double) costs.all() / subject.documents().size() / subject.rounds());
    costs.samples().stream()
        .limit(LARGEST)
        .forEach(
            cost ->
                table.say(
                    cost.what(),
                    String.format(Locale.ROOT, "%.1f %%", 100.0 * cost.samples() / costs.all())));
    if (graph.isPresent()) {
      Files.writeString(graph.get(), profiler.execute(GRAPH));
    }
  }
}
