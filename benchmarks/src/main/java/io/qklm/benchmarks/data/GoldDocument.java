package io.qklm.benchmarks.data;

import io.qklm.text.Span;
import java.util.List;
import java.util.Set;

/**
 * A text whose mentions people linked.
 *
 * @param id as the set names it
 * @param text the text
 * @param mentions what was annotated
 */
public record GoldDocument(String id, String text, List<GoldMention> mentions) {

  public GoldDocument {
    mentions = List.copyOf(mentions);
  }

  /**
   * One annotated mention.
   *
   * @param span code points of the text
   * @param ids names of the right entity, any of which counts; empty for NIL
   */
  public record GoldMention(Span span, Set<String> ids) {

    public GoldMention {
      ids = Set.copyOf(ids);
    }

    public boolean isNil() {
      return ids.isEmpty();
    }
  }
}
