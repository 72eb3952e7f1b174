package io.qklm.flink.engine;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.document.Question;
import io.qklm.document.QuestionOutcome;
import io.qklm.model.stage.StageTimes;
import org.apache.flink.annotation.Internal;

/** One epoch, ready to enrich by: {@link QklmEngine}, or a stand-in in tests. */
@Internal
public interface Engine extends AutoCloseable {

  /**
   * Enriches one document; called by many threads at once.
   *
   * @param times gets what the document cost
   */
  Outcome enrich(Document document, StageTimes times);

  /** Answers one question; called by many threads at once. */
  QuestionOutcome answer(Question question);

  /** Whether the model has a head for questions. */
  boolean answersQuestions();

  /** The vector of a text, to be compared with those of the entities. */
  float[] embed(String text);

  /** Number of the knowledge's epoch. */
  long epoch();

  /** Called once, when no call of {@link #enrich} is running or will come. */
  @Override
  void close();
}
