package io.qklm.model.window;

import io.qklm.document.SegmentedText;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How a word holds on to the one before it. The tokenizer makes a word of every punctuation mark,
 * so that "U.S." is four of them, and a name that began or ended between them would be none.
 */
public enum WordJoint {
  /** A name may begin or end between the two. */
  FREE,
  /** Both are in one name, or none is: "U.S.", "J. K.", "O'Neill", "AT&amp;T". */
  WHOLE,
  /**
   * The word follows a hyphen: where that is part of a name, so is the word ("Mercedes-Benz"), but
   * the hyphen may also stand between two names, or after one ("Paris-based").
   */
  HYPHEN,
  /** A block ends between the two: no name goes on. */
  APART;

  /** The same, with {@link #APART} where a word stands in another block than the one before. */
  public static List<WordJoint> of(SegmentedText text, List<Span> words) {
    List<WordJoint> joints = of(text.text(), words);
    int block = 0;
    for (int word = 0; word < words.size(); word++) {
      int before = block;
      while (block < text.blocks().size()
          && text.blocks().get(block).span().end() <= words.get(word).start()) {
        block++;
      }
      if (word > 0 && block > before) {
        joints.set(word, APART);
      }
    }
    return joints;
  }

  /**
   * One for each word, the first {@link #FREE}.
   *
   * @param words in their order, UTF-16 units of {@code text}
   */
  public static List<WordJoint> of(String text, List<Span> words) {
    List<WordJoint> joints = new ArrayList<>(Collections.nCopies(words.size(), FREE));
    for (int word = 1; word < words.size(); word++) {
      if (!touch(words, word)) {
        continue;
      }
      String mark = words.get(word).in(text);
      if (".".equals(mark) && isInitial(words.get(word - 1).in(text))) {
        joints.set(word, WHOLE);
      }
      if (word + 1 < words.size() && touch(words, word + 1)) {
        boolean capital = Character.isUpperCase(text.codePointAt(words.get(word + 1).start()));
        if (isHyphen(mark)) {
          joints.set(word + 1, HYPHEN);
        } else if (capital && joins(mark)) {
          joints.set(word, WHOLE);
          joints.set(word + 1, WHOLE);
        }
      }
    }
    return joints;
  }

  /** Whether no space is before {@code word}. */
  private static boolean touch(List<Span> words, int word) {
    return words.get(word - 1).end() == words.get(word).start();
  }

  private static boolean isInitial(String word) {
    return word.codePointCount(0, word.length()) == 1 && Character.isUpperCase(word.codePointAt(0));
  }

  private static boolean joins(String mark) {
    return switch (mark) {
      case ".", "'", "’", "&" -> true;
      default -> false;
    };
  }

  private static boolean isHyphen(String mark) {
    return switch (mark) {
      case "-", "‐", "‑" -> true;
      default -> false;
    };
  }
}
