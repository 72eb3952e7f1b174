package io.qklm.deploy.enrich;

import io.qklm.deploy.JsonLines;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.document.Rejection;
import io.qklm.kafka.DocumentLimits;
import io.qklm.kafka.DocumentReader;
import io.qklm.kafka.EnrichmentWriter;
import io.qklm.kafka.ParsedDocument;
import io.qklm.model.Qklm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs the engine over lines with several threads and hands results on in the order of the lines.
 * Memory is bounded by {@value #AHEAD} lines a thread.
 */
public final class FileEnrichment {

  /** Lines that may wait, per thread; enough to keep all busy behind one long document. */
  private static final int AHEAD = 8;

  private static final long POLL_MILLIS = 200;

  private final Qklm qklm;
  private final int threads;
  private final DocumentReader reader = new DocumentReader(DocumentLimits.defaults());
  private final EnrichmentWriter writer = new EnrichmentWriter();

  /**
   * Takes an engine that stays the caller's.
   *
   * @param threads documents enriched at a time, at least 1
   */
  public FileEnrichment(Qklm qklm, int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread is needed, got " + threads);
    }
    this.qklm = qklm;
    this.threads = threads;
  }

  /** Takes results, one at a time and in order. */
  public interface Sink {
    void accept(LineResult result) throws IOException;

    /** Nothing more is ready: what was taken should be visible to whoever reads it. */
    void pause() throws IOException;
  }

  /**
   * Enriches every line.
   *
   * @throws IOException if the input cannot be read or the sink cannot take a result
   * @throws InterruptedException if this thread is interrupted; lines that were begun are dropped
   */
  public void run(JsonLines lines, Sink sink) throws IOException, InterruptedException {
    BlockingQueue<Future<LineResult>> inOrder = new ArrayBlockingQueue<>(threads * AHEAD);
    AtomicReference<@Nullable IOException> readFailure = new AtomicReference<>();
    try (Workers workers = new Workers(Executors.newFixedThreadPool(threads))) {
      // Reading has a thread of its own, so that a slow pipe does not hold back finished results.
      Thread reading =
          new Thread(
              () -> readAll(lines, workers.pool(), inOrder, readFailure), "qklm-enrich-read");
      reading.setDaemon(true);
      reading.start();
      try {
        drain(inOrder, reading, sink);
      } finally {
        reading.interrupt();
      }
    }
    IOException failure = readFailure.get();
    if (failure != null) {
      throw failure;
    }
  }

  private void readAll(
      JsonLines lines,
      ExecutorService workers,
      BlockingQueue<Future<LineResult>> inOrder,
      AtomicReference<@Nullable IOException> failure) {
    try {
      for (byte[] line = lines.next(); line != null; line = lines.next()) {
        byte[] value = line;
        long number = lines.number();
        inOrder.put(workers.submit(() -> enrich(number, value)));
      }
    } catch (IOException e) {
      failure.set(e);
    } catch (InterruptedException e) {
      // The run is over; nobody waits for more lines.
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.RejectedExecutionException e) {
      failure.set(new IOException("the run was stopped before its end", e));
    }
  }

  private static void drain(BlockingQueue<Future<LineResult>> inOrder, Thread reading, Sink sink)
      throws IOException, InterruptedException {
    while (true) {
      Future<LineResult> head = inOrder.poll();
      if (head == null) {
        sink.pause();
        boolean ended = !reading.isAlive();
        head = inOrder.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        if (head == null) {
          if (ended) {
            return;
          }
          continue;
        }
      }
      try {
        sink.accept(head.get());
      } catch (ExecutionException e) {
        throw new IllegalStateException("enriching a line failed: " + e.getCause(), e.getCause());
      }
    }
  }

  private LineResult enrich(long number, byte[] line) throws IOException {
    ParsedDocument parsed = reader.read(line);
    if (parsed instanceof ParsedDocument.Accepted accepted) {
      return enrich(number, accepted.document());
    }
    if (parsed instanceof ParsedDocument.Rejected rejected) {
      return new LineResult.Rejected(number, rejected.rejection());
    }
    throw new IllegalStateException("line " + number + " was read as a tombstone");
  }

  private LineResult enrich(long number, Document document) throws IOException {
    Outcome outcome = qklm.enrich(List.of(document)).get(0);
    if (outcome instanceof Enrichment enrichment) {
      String text = document.text();
      return new LineResult.Enriched(
          number,
          new String(writer.write(enrichment), StandardCharsets.UTF_8),
          text.codePointCount(0, text.length()));
    }
    return new LineResult.Rejected(number, (Rejection) outcome);
  }

  /** Threads that are out of the engine when this is closed, so that it may be closed next. */
  private record Workers(ExecutorService pool) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      pool.shutdownNow();
      try {
        if (!pool.awaitTermination(1, TimeUnit.MINUTES)) {
          throw new IOException("a document was not finished within a minute after the stop");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The rejection as a person reads it: the place, the reason and the head of the line. */
  public static String sentence(LineResult.Rejected rejected) {
    Rejection rejection = rejected.rejection();
    String id = rejection.documentId();
    return "line "
        + rejected.line()
        + (id.isEmpty() ? "" : " (id '" + id + "')")
        + ": "
        + rejection.message();
  }
}
