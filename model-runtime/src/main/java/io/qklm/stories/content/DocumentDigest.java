package io.qklm.stories.content;

import io.qklm.stories.StoryName;
import io.qklm.stories.term.TermVector;
import java.util.List;
import java.util.Optional;

/**
 * What a story keeps of a document.
 *
 * @param id the document's
 * @param time when it was published, in milliseconds since 1970
 * @param source who published it, where that is known
 * @param title its headline, at most {@value #MOST_TITLE} characters; empty without
 * @param sentences the few that say most of it, in the order of the text
 * @param names whom and what it names
 * @param terms its words by their rarity
 */
public record DocumentDigest(
    String id,
    long time,
    Optional<String> source,
    String title,
    List<StorySentence> sentences,
    List<StoryName> names,
    TermVector terms) {

  static final int MOST_TITLE = 300;
  static final int MOST_SENTENCES = 3;
  static final int MOST_SENTENCE = 600;
  private static final int MOST_NAMES = 24;

  public DocumentDigest {
    title = cut(title, MOST_TITLE);
    sentences =
        sentences.stream()
            .filter(sentence -> sentence.text().length() <= MOST_SENTENCE)
            .limit(MOST_SENTENCES)
            .toList();
    names = names.stream().limit(MOST_NAMES).toList();
  }

  /** What it is called: its headline, else its first sentence; empty without either. */
  String headline() {
    return title.isEmpty() && !sentences.isEmpty()
        ? cut(sentences.get(0).text(), MOST_TITLE)
        : title;
  }

  private static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
