package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.model.Qklm;
import io.qklm.model.stage.StageTimes;

/** The real engine: the host's model over one snapshot. */
final class QklmEngine implements Engine {

  private final Qklm qklm;
  private final long epoch;
  private final Runnable closer;

  /**
   * An engine.
   *
   * @param closer closes the snapshot
   */
  QklmEngine(Qklm qklm, long epoch, Runnable closer) {
    this.qklm = qklm;
    this.epoch = epoch;
    this.closer = closer;
  }

  @Override
  public Outcome enrich(Document document, StageTimes times) {
    // One document a call: the workers of the pool are the parallelism.
    return qklm.enrich(document, times);
  }

  @Override
  public QuestionOutcome answer(Question question) {
    return qklm.answer(question);
  }

  @Override
  public boolean answersQuestions() {
    return qklm.answersQuestions();
  }

  @Override
  public float[] embed(String text) {
    return qklm.embed(text);
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public void close() {
    qklm.close();
    closer.run();
  }
}
