package io.qklm.benchmarks.speed;

import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.local.LocalJob;
import io.qklm.document.Document;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Documents at a steady rate for a while, and whether the job comes through with all of them: more
 * than it can do, to see that nothing is lost and the lag goes, or somewhat less, to see that its
 * memory stays.
 */
final class SteadyLoad implements Part {

  private static final int SAMPLES = 60;
  private static final int TOLD = 12;

  private final String name;
  private final double load;
  private final Duration length;

  /**
   * A load.
   *
   * @param load documents sent over those that the job can do
   * @param length how long they are sent
   */
  SteadyLoad(String name, double load, Duration length) {
    this.name = name;
    this.load = load;
    this.length = length;
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    List<Document> documents = subject.documents();
    try (Rig rig = Rig.start()) {
      rig.seconds(subject.values(), subject.settings());
      double capacity = documents.size() / rig.seconds(subject.values(), subject.settings());
      double rate = load * capacity;
      int count = (int) (length.toSeconds() * rate);
      Rig.Topics topics = rig.topics();
      LocalJob job = rig.cluster().submit(EnrichmentJob.plan(rig.job(topics, subject.settings())));
      double[] fed = {0};
      long start = System.nanoTime();
      Thread feed =
          new Thread(
              () -> {
                PacedFeed.send(rig.bootstrapServers(), topics.input(), documents, count, rate, 1);
                fed[0] = (System.nanoTime() - start) / 1e9;
              },
              "feed");
      feed.start();
      BitSet numbers = new BitSet(count);
      int[] doubled = {0};
      double recovered;
      List<MemoryWatch.Sample> memory;
      try (MemoryWatch watch =
          MemoryWatch.every(Duration.ofMillis(Math.max(1000, length.toMillis() / SAMPLES)))) {
        ResultReader.read(
            new ResultReader.Place(rig.bootstrapServers(), topics.output(), "read_committed", 200),
            count,
            Duration.ofSeconds(60),
            (id, nanos) -> {
              int number = PacedFeed.number(id);
              doubled[0] += numbers.get(number) ? 1 : 0;
              numbers.set(number);
            });
        recovered = (System.nanoTime() - start) / 1e9;
        memory = watch.samples();
      }
      feed.join();
      job.cancel();
      table.begin(name);
      table.put("capacity, documents/s", capacity);
      table.put("sent at, documents/s", count / fed[0]);
      table.put("documents sent", count);
      table.put("lost", count - numbers.cardinality());
      table.put("came out twice", doubled[0]);
      table.put("seconds of sending", fed[0]);
      table.put("seconds until the lag was gone", recovered);
      tell(table, memory);
    }
  }

  /** The first quarter, in which buffers and compiled code still grow, is no part of the trend. */
  private static void tell(Table table, List<MemoryWatch.Sample> memory) {
    List<MemoryWatch.Sample> later = memory.subList(memory.size() / 4, memory.size());
    table.say(
        "minute: resident MB, of it the heap",
        memory.stream()
            .filter(sample -> memory.indexOf(sample) % Math.max(1, memory.size() / TOLD) == 0)
            .map(
                sample ->
                    String.format(
                        Locale.ROOT,
                        "%.1f: %.0f, %.0f",
                        sample.seconds() / 60,
                        sample.resident(),
                        sample.heap()))
            .collect(Collectors.joining("; ")));
    table.put(
        "resident memory's trend, MB an hour",
        Trend.perHour(later, MemoryWatch.Sample::seconds, MemoryWatch.Sample::resident));
    table.put(
        "the same without the heap, MB an hour",
        Trend.perHour(later, MemoryWatch.Sample::seconds, MemoryWatch.Sample::beside));
  }
}
