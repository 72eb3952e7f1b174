package io.qklm.training.resolution;

import io.qklm.model.resolve.OpenCandidate;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.resolve.OpenMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A document to be decided and what is known to be right.
 *
 * @param id of its text
 * @param document as the engine has it
 * @param gold its links
 * @param all whether these are all that there are
 */
public record OpenCase(String id, OpenDocument document, List<Gold> gold, boolean all) {

  /** No entity: the one that is meant was hidden. */
  private static final Set<Integer> HIDDEN = Set.of(-1);

  public OpenCase {
    gold = List.copyOf(gold);
  }

  /**
   * A link.
   *
   * @param ordinals of its entity; none where the knowledge lacks it
   */
  public record Gold(Span span, Set<Integer> ordinals) {

    public Gold {
      ordinals = Set.copyOf(ordinals);
    }
  }

  /** What a mention is to be held against. */
  public enum Kind {
    /** It is a link of the text. */
    LINK,
    /** It is none, or cuts one. */
    NOTHING,
    /** The text does not say. */
    UNJUDGED
  }

  /** What is known of a mention. */
  public Kind kind(OpenMention mention) {
    boolean cuts = false;
    for (Gold one : gold) {
      if (one.span().equals(mention.span())) {
        // A page that the knowledge lacks may be there under another title.
        return all || !one.ordinals().isEmpty() ? Kind.LINK : Kind.UNJUDGED;
      }
      cuts |= one.span().overlaps(mention.span());
    }
    return cuts || all ? Kind.NOTHING : Kind.UNJUDGED;
  }

  /** The entities that a mention means; none where it means nothing known. */
  public Set<Integer> meant(OpenMention mention) {
    for (Gold one : gold) {
      if (one.span().equals(mention.span())) {
        return one.ordinals();
      }
    }
    return Set.of();
  }

  /**
   * The same where the knowledge lacks a third of what is meant, by the digest of id and entity.
   *
   * @param seed of the draw
   */
  public OpenCase withHidden(int seed) {
    Set<Integer> hidden = new HashSet<>();
    List<Gold> left = new ArrayList<>();
    for (Gold one : gold) {
      boolean hides =
          one.ordinals().stream()
              .anyMatch(
                  o -> Math.floorMod((id + " " + o + " " + seed).hashCode() * 31 + o, 3) == 0);
      if (hides) {
        hidden.addAll(one.ordinals());
      }
      left.add(hides ? new Gold(one.span(), HIDDEN) : one);
    }
    List<OpenMention> mentions = new ArrayList<>();
    for (OpenMention mention : document.mentions()) {
      List<OpenCandidate> candidates =
          mention.candidates().stream().filter(c -> !hidden.contains(c.ordinal())).toList();
      mentions.add(
          candidates.size() == mention.candidates().size() ? mention : mention.with(candidates));
    }
    OpenDocument poorer =
        new OpenDocument(mentions, document.names(), document.entities(), document.degrees());
    return new OpenCase(id + " hidden", poorer, left, all);
  }
}
