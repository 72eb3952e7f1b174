package io.qklm.benchmarks.speed;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.ModelRun;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.stage.StageTimes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The engine of a bundle in this process, and the bare runs of its model. */
final class Engine implements AutoCloseable {

  private final KnowledgeSnapshot snapshot;
  private final Qklm qklm;

  private Engine(KnowledgeSnapshot snapshot, Qklm qklm) {
    this.snapshot = snapshot;
    this.qklm = qklm;
  }

  static Engine open(ModelBundle bundle, Path knowledge) throws IOException {
    KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge);
    try {
      return new Engine(snapshot, Qklm.open(bundle, snapshot, QklmOptions.defaults()));
    } catch (IOException | RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /** The model's runs for all documents, in their order. */
  List<ModelRun> runs(List<Document> documents) {
    List<ModelRun> runs = new ArrayList<>();
    documents.forEach(document -> runs.addAll(qklm.runs(document)));
    return runs;
  }

  Outcome enrich(Document document) {
    return qklm.enrich(List.of(document)).get(0);
  }

  void enrich(Document document, StageTimes times) {
    qklm.enrich(document, times);
  }

  /** Seconds that bare runs take on {@code threads} threads. */
  static double bareSeconds(List<ModelRun> runs, int threads)
      throws InterruptedException, ExecutionException {
    return seconds(runs.stream().map(ModelRun::run).toList(), threads);
  }

  /** Seconds that enriching takes on {@code threads} threads. */
  double engineSeconds(List<Document> documents, int threads)
      throws InterruptedException, ExecutionException {
    List<Runnable> tasks = new ArrayList<>();
    documents.forEach(document -> tasks.add(() -> enrich(document)));
    return seconds(tasks, threads);
  }

  private static double seconds(List<Runnable> tasks, int threads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      long start = System.nanoTime();
      List<Future<?>> running = new ArrayList<>();
      tasks.forEach(task -> running.add(pool.submit(task)));
      for (Future<?> one : running) {
        one.get();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      pool.shutdownNow();
    }
  }

  @Override
  public void close() {
    try (snapshot) {
      qklm.close();
    }
  }
}
