package io.qklm.training.command;

import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a set's users' names, {@code @} and a word, are counted. */
enum Handles {
  /** As the set has them: BTC cuts {@code @} from the word and marks two names. */
  AS_TAGGED,

  /** The sign and its word are one word again, as they were sent, and one name. */
  JOINED,

  /** One word again and no name, as the engine holds it: it says no handle. */
  LEFT_OUT;

  private static final Pattern CUT = Pattern.compile("(?<!\\S)[@＠] (?=[\\p{L}\\p{N}_])");

  /** A text with the names that count. */
  AnnotatedText applied(AnnotatedText text) {
    if (this == AS_TAGGED) {
      return text;
    }
    List<Integer> cuts = new ArrayList<>();
    Matcher matcher = CUT.matcher(text.text());
    while (matcher.find()) {
      cuts.add(matcher.end() - 1);
    }
    StringBuilder joined = new StringBuilder(text.text());
    for (int i = cuts.size() - 1; i >= 0; i--) {
      joined.deleteCharAt(cuts.get(i));
    }
    List<Name> names = new ArrayList<>();
    for (Name name : text.names().orElse(List.of())) {
      boolean sign = cuts.contains(name.span().end());
      boolean word = cuts.contains(name.span().start() - 1);
      // The sign is counted with its word, or with the word that nobody marked.
      if (sign && isMarked(text, name.span().end() + 1)) {
        continue;
      }
      if ((sign || word) && this == LEFT_OUT) {
        continue;
      }
      int start = moved(name.span().start(), cuts) - (word ? 1 : 0);
      int end =
          sign ? wordEnd(joined, moved(name.span().end(), cuts)) : moved(name.span().end(), cuts);
      names.add(new Name(new Span(start, end), name.kind()));
    }
    return new AnnotatedText(text.id(), joined.toString(), Optional.of(names), Optional.empty());
  }

  private static boolean isMarked(AnnotatedText text, int start) {
    return text.names().orElse(List.of()).stream().anyMatch(name -> name.span().start() == start);
  }

  private static int wordEnd(CharSequence text, int from) {
    int end = from;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static int moved(int at, List<Integer> cuts) {
    return at - (int) cuts.stream().filter(cut -> cut < at).count();
  }
}
