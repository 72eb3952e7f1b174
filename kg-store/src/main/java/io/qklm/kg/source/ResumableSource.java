package io.qklm.kg.source;

import java.io.IOException;

/**
 * A source that can be read on from where a reading was cut off. While it reads it tells {@link
 * KnowledgeSink#reached} after each record where it is.
 */
public interface ResumableSource extends KnowledgeSource {

  /**
   * Reads the rest.
   *
   * @param from a place that an earlier reading of the same source told
   * @throws IOException as {@link #readInto(KnowledgeSink)}
   */
  void readInto(KnowledgeSink sink, SourcePosition from) throws IOException;
}
