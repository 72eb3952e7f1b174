package io.qklm.cluster.fault;

import io.qklm.cluster.SmallDisk;
import io.qklm.cluster.knowledge.Damage.Mending;
import io.qklm.cluster.traffic.Feed;
import io.qklm.cluster.traffic.NewsDocuments;
import io.qklm.cluster.traffic.TestDocument;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Announces an epoch that cannot be used and mends that later. Documents flow all the while: those
 * sent before the mending must be enriched by the epoch before, those after it soon by a usable new
 * one; the refusal must be told of once, and the job must not restart.
 */
final class EpochStrike {

  private static final int BATCH = 10;
  private static final Duration BATCH_SPREAD = Duration.ofSeconds(1);

  /**
   * Lines of warning that a fault may bring beside the refusal: one of a lease, one of a thread.
   */
  private static final int FURTHER_WARNINGS = 2;

  private final Stage stage;
  private final TestJob job;
  private final FaultOptions options;
  private final Findings findings;
  private final NewsDocuments news;
  private final Optional<SmallDisk> disk;
  private final String name;
  private final List<TestDocument> beforeMending = new ArrayList<>();
  private int batches;

  /**
   * A strike.
   *
   * @param disk of the job's cache, where it is small
   * @param name begins the ids of its documents
   */
  EpochStrike(
      Stage stage,
      TestJob job,
      FaultOptions options,
      Findings findings,
      NewsDocuments news,
      Optional<SmallDisk> disk,
      String name) {
    this.stage = stage;
    this.job = job;
    this.options = options;
    this.findings = findings;
    this.news = news;
    this.disk = disk;
    this.name = name;
  }

  /**
   * Does it.
   *
   * @param serving the epoch in force
   * @return the epoch in force after it
   */
  EpochName strike(Fault fault, EpochName serving) throws IOException, InterruptedException {
    int restores = job.restores();
    long warnings = lines(" WARN ") + lines(" ERROR ");
    EpochName refused = stage.repository().next();
    Mending mending = harm(fault, refused);
    long harmed = System.nanoTime();
    // At least one batch: a refusal that is said at once leaves nothing to see else.
    do {
      beforeMending.addAll(batch());
      if (System.nanoTime() - harmed > options.patience().toNanos()) {
        findings.problem("nobody said that epoch " + refused.number() + " is refused");
        break;
      }
    } while (!job.control().said(refused).contains("refused")
        || System.nanoTime() - harmed < away(fault).toNanos());
    awaitResults(beforeMending);
    Set<Long> named = job.results().ledger().epochs(beforeMending);
    findings.expect(
        named.equals(Set.of(serving.number())),
        "epoch " + serving.number() + " was to serve meanwhile, results name " + named);
    mending.mend();
    EpochName next = refused;
    if (fault == Fault.EPOCH_OF_ANOTHER_MODEL) {
      next = stage.repository().next();
      job.announce(next);
    }
    awaitServing(next);
    List<String> said = job.control().said(refused);
    List<String> due = next.equals(refused) ? List.of("refused", "recovered") : List.of("refused");
    findings.expect(said.equals(due), "of epoch " + refused.number() + " was said " + said);
    long told = lines("epoch " + refused.number() + " cannot be used");
    findings.expect(told == 1, "the log tells " + told + " times that the epoch cannot be used");
    long more = lines(" WARN ") + lines(" ERROR ") - warnings;
    findings.expect(more <= 1 + FURTHER_WARNINGS, "the worker's log grew by " + more + " warnings");
    findings.expect(job.restores() == restores, "the job restarted");
    return next;
  }

  private Mending harm(Fault fault, EpochName epoch) throws IOException, InterruptedException {
    if (fault == Fault.EPOCH_OF_ANOTHER_MODEL) {
      job.control().say(stage.repository().announcement(epoch, "0".repeat(64)));
      return () -> {};
    }
    Mending mending;
    if (fault == Fault.CACHE_FULL) {
      SmallDisk full = disk.orElseThrow();
      full.fill();
      mending = full::free;
    } else {
      mending = fault.damage().orElseThrow().to(stage.repository(), epoch);
    }
    job.announce(epoch);
    return mending;
  }

  private Duration away(Fault fault) {
    return fault == Fault.REPOSITORY_AWAY ? options.repositoryAway() : Duration.ZERO;
  }

  private void awaitServing(EpochName epoch) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + options.patience().toNanos();
    Set<Long> named;
    do {
      List<TestDocument> sent = batch();
      awaitResults(sent);
      named = job.results().ledger().epochs(sent);
      if (System.nanoTime() > deadline) {
        findings.problem(
            "epoch " + epoch.number() + " does not serve after the mending, results name " + named);
        return;
      }
    } while (!named.equals(Set.of(epoch.number())));
  }

  private List<TestDocument> batch() throws IOException, InterruptedException {
    List<TestDocument> documents = news.take(BATCH, name + "-" + batches++);
    try (Feed feed = job.feed(documents, BATCH_SPREAD)) {
      feed.await(options.patience());
    }
    findings.sent(BATCH);
    return documents;
  }

  private void awaitResults(List<TestDocument> documents) throws IOException, InterruptedException {
    job.results().await(documents, options.patience(), job::alive);
  }

  /** Lines of the worker's log with these words. */
  private long lines(String words) throws IOException {
    return Files.readAllLines(stage.flink().worker().log(), StandardCharsets.ISO_8859_1).stream()
        .filter(line -> line.contains(words))
        .count();
  }
}
