package io.qklm.benchmarks.speed;

import io.qklm.cluster.ProcessMemory;
import io.qklm.deploy.job.EnrichmentJob;
import io.qklm.deploy.local.LocalJob;
import io.qklm.document.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Twice as many documents as the job can do, and whether it comes through with all of them. */
final class Overload implements Part {

  private static final int SAMPLES = 10;

  private final Duration length;

  Overload(Duration length) {
    this.length = length;
  }

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    List<Document> documents = subject.documents();
    try (Rig rig = Rig.start()) {
      rig.seconds(subject.values(), subject.settings());
      double capacity = documents.size() / rig.seconds(subject.values(), subject.settings());
      int count = (int) (length.toSeconds() * 2 * capacity);
      Rig.Topics topics = rig.topics();
      LocalJob job = rig.cluster().submit(EnrichmentJob.plan(rig.job(topics, subject.settings())));
      AtomicLong fed = new AtomicLong();
      long start = System.nanoTime();
      Thread feed =
          new Thread(
              () -> {
                PacedFeed.send(
                    rig.bootstrapServers(), topics.input(), documents, count, 2 * capacity, 1);
                fed.set(System.nanoTime() - start);
              },
              "feed");
      feed.start();
      Set<String> ids = new HashSet<>();
      List<Long> memory = new ArrayList<>();
      int[] doubled = {0};
      int[] seen = {0};
      ResultReader.read(
          new ResultReader.Place(rig.bootstrapServers(), topics.output(), "read_committed", 200),
          count,
          Duration.ofSeconds(60),
          (id, nanos) -> {
            doubled[0] += ids.add(id) ? 0 : 1;
            if (++seen[0] % Math.max(1, count / SAMPLES) == 0) {
              memory.add(resident());
            }
          });
      double recovered = (System.nanoTime() - start) / 1e9;
      feed.join();
      job.cancel();
      table.begin("overload");
      table.put("capacity, documents/s", capacity);
      table.put("sent at, documents/s", count / (fed.get() / 1e9));
      table.put("documents sent", count);
      table.put("different documents that came out", ids.size());
      table.put("came out twice", doubled[0]);
      table.put("seconds of overload", fed.get() / 1e9);
      table.put("seconds until the lag was gone", recovered);
      table.say("resident memory at each tenth, MB", memory.toString());
    }
  }

  private static long resident() {
    try {
      return Math.round(ProcessMemory.residentMegabytes(ProcessHandle.current().pid()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
