package io.qklm.model.resolve;

import io.qklm.kg.EntityKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The spellings of a document's mentions, and which of them are parts or initials of which. */
final class Spellings {

  /** How a short spelling stands to a longer one. */
  enum Tie {
    /** The longer one is a person's and ends in it. */
    SURNAME,
    END,
    BEGINNING,
    INITIALS
  }

  /**
   * A longer spelling.
   *
   * @param group of its mentions
   */
  record Longer(int group, Tie tie) {}

  private final List<Spelling> spellings = new ArrayList<>();
  private final List<List<Integer>> mentions = new ArrayList<>();
  private final List<List<Longer>> longer = new ArrayList<>();
  private final List<List<Integer>> standing = new ArrayList<>();
  private final int[] groupOf;

  Spellings(OpenDocument document, MentionPlaces places) {
    List<OpenMention> all = document.mentions();
    this.groupOf = new int[all.size()];
    Map<String, Integer> known = new LinkedHashMap<>();
    for (int m = 0; m < all.size(); m++) {
      Spelling spelling = Spelling.of(all.get(m).surface());
      Integer group = known.get(spelling.key());
      if (group == null) {
        group = spellings.size();
        known.put(spelling.key(), group);
        spellings.add(spelling);
        mentions.add(new ArrayList<>());
        standing.add(new ArrayList<>());
      }
      groupOf[m] = group;
      mentions.get(group).add(m);
      if (places.standsAlone(m)) {
        standing.get(group).add(m);
      }
    }
    tie(places);
  }

  private void tie(MentionPlaces places) {
    for (int g = 0; g < spellings.size(); g++) {
      List<Longer> ties = new ArrayList<>();
      for (int h = 0; h < spellings.size(); h++) {
        if (h != g && !standing.get(h).isEmpty()) {
          Spelling shorter = spellings.get(g);
          Spelling other = spellings.get(h);
          if (shorter.ends(other)) {
            boolean person =
                standing.get(h).stream().anyMatch(m -> places.kind(m) == EntityKind.PER);
            ties.add(new Longer(h, person ? Tie.SURNAME : Tie.END));
          } else if (shorter.begins(other)) {
            ties.add(new Longer(h, Tie.BEGINNING));
          } else if (shorter.abbreviates(other)) {
            ties.add(new Longer(h, Tie.INITIALS));
          }
        }
      }
      longer.add(ties);
    }
  }

  int count() {
    return spellings.size();
  }

  int group(int mention) {
    return groupOf[mention];
  }

  /** All mentions of a spelling. */
  List<Integer> mentions(int group) {
    return mentions.get(group);
  }

  /** Mentions of a spelling that are in no longer name; all of them if there is none. */
  List<Integer> speaking(int group) {
    return standing.get(group).isEmpty() ? mentions.get(group) : standing.get(group);
  }

  /** The longer spellings that this one may stand for. */
  List<Longer> longer(int group) {
    return longer.get(group);
  }

  /** Whether two spellings are parts of each other, so that one says nothing of the other. */
  boolean nested(int group, int other) {
    return spellings.get(group).nests(spellings.get(other));
  }

  int words(int group) {
    return spellings.get(group).words().size();
  }
}
