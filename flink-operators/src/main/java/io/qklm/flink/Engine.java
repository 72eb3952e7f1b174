package io.qklm.flink;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import java.io.IOException;

/** What the operator needs of an engine: {@link QklmEngine}, or a stand-in in tests. */
interface Engine extends AutoCloseable {

  /** Opens engines. */
  @FunctionalInterface
  interface Opener {
    /**
     * @throws IOException with a sentence that names the file and says what to do
     */
    Engine open(QklmSettings settings) throws IOException;
  }

  /** Enriches one document; called by many threads at once. */
  Outcome enrich(Document document);

  /** The vector of a text, to be compared with those of the entities. */
  float[] embed(String text);

  /** Number of the knowledge's epoch. */
  long epoch();

  /** Called once, when no call of {@link #enrich} is running or will come. */
  @Override
  void close();
}
