package io.qklm.model.answer;

import io.qklm.kg.alias.AliasIndex;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names typed without umlauts: "muenchen" where the knowledge has "München". */
final class GermanSpelling {

  private static final Pattern WORD = Pattern.compile("\\p{L}{4,}");
  private static final Pattern PAIR = Pattern.compile("(?i)[aou]e");

  private GermanSpelling() {}

  /** {@code question} with umlauts in the words that the knowledge knows only so. */
  static String restored(String question, AliasIndex names) {
    StringBuilder restored = new StringBuilder();
    Matcher word = WORD.matcher(question);
    int at = 0;
    while (word.find()) {
      restored.append(question, at, word.start()).append(restoredWord(word.group(), names));
      at = word.end();
    }
    return restored.append(question, at, question.length()).toString();
  }

  private static String restoredWord(String word, AliasIndex names) {
    if (!PAIR.matcher(word).find() || !names.candidates(word, 1).isEmpty()) {
      return word;
    }
    String umlauts =
        word.replace("ae", "ä")
            .replace("oe", "ö")
            .replace("ue", "ü")
            .replace("Ae", "Ä")
            .replace("Oe", "Ö")
            .replace("Ue", "Ü");
    return names.candidates(umlauts, 1).isEmpty() ? word : umlauts;
  }
}
