package io.qklm.kg.source;

import java.io.IOException;
import java.util.List;

/** A body of published knowledge that can be read from front to back. */
public interface KnowledgeSource {

  /** What a person would call it, for progress and messages: format and place. */
  String description();

  /**
   * Reads all there is into {@code sink}, in the source's own order. What cannot be understood is
   * passed to {@link KnowledgeSink#problem} and skipped.
   *
   * @throws IOException if a file is missing, unreadable or damaged as a whole; the message names
   *     it
   */
  void readInto(KnowledgeSink sink) throws IOException;

  /**
   * One line by which a build that goes on after an interruption sees whether the source is still
   * what it was; changes with its files and options.
   */
  default String state() throws IOException {
    return description();
  }

  /** Whom a snapshot made from this source has to name; asked for after reading. */
  default List<SourceCredit> credits() throws IOException {
    return List.of();
  }
}
