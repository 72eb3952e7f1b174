package io.qklm.deploy.run;

import io.qklm.deploy.job.EnrichmentJobOptions;
import io.qklm.deploy.local.LocalJob;
import io.qklm.flink.KnowledgeMode;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a run has done what was there at its start, and committed it. */
final class EndOfInput implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EndOfInput.class);

  private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

  /** Documents of the last seconds wait until their time is settled, by a heartbeat. */
  private static final long SETTLING_NANOS = Duration.ofSeconds(5).toNanos();

  private final @Nullable RunEnd end;
  private final @Nullable RunProgress progress;
  private final boolean settling;
  private long looked = System.nanoTime();
  private long read;

  private EndOfInput(@Nullable RunEnd end, @Nullable RunProgress progress, boolean settling) {
    this.end = end;
    this.progress = progress;
    this.settling = settling;
  }

  /** The run goes on until it is told to stop. */
  static EndOfInput never() {
    return new EndOfInput(null, null, false);
  }

  /** The run ends with what is there now. */
  static EndOfInput of(EnrichmentJobOptions options, RunProgress progress) throws IOException {
    boolean asOf =
        options
            .engine()
            .epochs()
            .filter(epochs -> epochs.mode() == KnowledgeMode.AS_OF)
            .isPresent();
    return new EndOfInput(RunEnd.now(options.kafka()), progress, asOf);
  }

  /** Whether the job has committed all of it. */
  boolean isReached(LocalJob job) throws InterruptedException {
    long now = System.nanoTime();
    if (end == null || progress == null || now - looked < LOOK_NANOS) {
      return false;
    }
    looked = now;
    try {
      // Before, the group's place is that of an earlier run, which may have come further.
      if (job.completedCheckpoints() == 0 || !end.isReached(progress.places())) {
        return false;
      }
    } catch (IOException e) {
      LOG.debug("how far the job is will be asked again", e);
      return false;
    }
    if (read == 0) {
      read = now;
    }
    return !settling || now - read >= SETTLING_NANOS;
  }

  @Override
  public void close() {
    if (end != null) {
      end.close();
    }
  }
}
