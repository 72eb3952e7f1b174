package io.qklm.model.linking;

import java.util.List;

/**
 * What the knowledge offers for a text.
 *
 * @param mentions in the order of their spans
 * @param entities all that any of them may mean
 */
public record TextCandidates(List<CandidateMention> mentions, LoadedEntities entities) {

  public TextCandidates {
    mentions = List.copyOf(mentions);
  }
}
