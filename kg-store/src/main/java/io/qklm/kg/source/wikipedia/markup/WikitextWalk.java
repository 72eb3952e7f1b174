package io.qklm.kg.source.wikipedia.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One reading of a cleaned wikitext. Each character is looked at once a level of nesting. */
final class WikitextWalk {

  /** Brackets within brackets beyond which nothing is read. */
  private static final int DEEPEST = 40;

  /** Longest name of a page, which MediaWiki holds to 255 bytes, with a section. */
  private static final int LONGEST_TARGET = 600;

  private static final int LONGEST_ADDRESS_LINE = 2_000;

  /** Templates that are words, with the number of the parameter that holds them. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          Map.entry("lang", "2"),
          Map.entry("nowrap", "1"),
          Map.entry("nobold", "1"),
          Map.entry("small", "1"),
          Map.entry("smaller", "1"),
          Map.entry("abbr", "1"),
          Map.entry("nihongo", "1"),
          Map.entry("'", "'"),
          Map.entry("'s", "'s"),
          Map.entry("snd", " – "),
          Map.entry("spaced ndash", " – "),
          Map.entry("ndash", "–"),
          Map.entry("mdash", "—"),
          Map.entry("·", " · "),
          Map.entry("nbsp", " "));

  /** Templates that are a date in the words of their parameters. */
  private static final Set<String> DATE_WORDS =
      Set.of("date", "date-", "date de naissance", "date de décès", "date républicaine");

  private final String text;
  private final Namespaces namespaces;
  private final Brackets brackets;
  private final List<Template> templates = new ArrayList<>();
  private final List<String> categories = new ArrayList<>();

  /** Captions, each with its own text; read after the page. */
  private final List<int[]> captions = new ArrayList<>();

  private RunningText out = new RunningText();

  WikitextWalk(String cleaned, Namespaces namespaces) {
    this.text = cleaned;
    this.namespaces = namespaces;
    this.brackets = Brackets.of(cleaned);
  }

  Wikitext read() {
    walk(0, text.length(), 0, false);
    List<TextBlock> blocks = new ArrayList<>(out.blocks());
    // A caption may hold a picture.
    for (int i = 0; i < captions.size(); i++) {
      out = new RunningText();
      walk(captions.get(i)[0], captions.get(i)[1], captions.get(i)[2], false);
      for (TextBlock block : out.blocks()) {
        blocks.add(
            new TextBlock(TextBlock.Kind.CAPTION, block.text(), block.links(), block.bold()));
      }
    }
    return new Wikitext(blocks, templates, categories);
  }

  private void walk(int from, int to, int depth, boolean inLink) {
    if (depth > DEEPEST) {
      return;
    }
    int i = from;
    while (i < to) {
      char c = text.charAt(i);
      switch (c) {
        case '{', '[' -> i = bracket(i, to, depth, inLink);
        case '\'' -> i = quotes(i, to);
        case '&' -> i = entity(i, to);
        case '}', ']' -> {
          // Closes nothing; two of them are markup gone wrong, one is a bracket.
          int run = run(i, to, c);
          if (run == 1) {
            out.append(c);
          }
          i += run;
        }
        default -> {
          out.append(inLink && c == '\n' ? ' ' : c);
          i++;
        }
      }
    }
  }

  private int run(int at, int to, char c) {
    int end = at;
    while (end < to && text.charAt(end) == c) {
      end++;
    }
    return end - at;
  }

  private int quotes(int at, int to) {
    int run = run(at, to, '\'');
    switch (run) {
      case 1 -> out.append('\'');
      case 2 -> {
        // Italics show nothing.
      }
      case 3 -> out.bold();
      case 4 -> {
        out.append('\'');
        out.bold();
      }
      default -> {
        for (int i = 5; i < run; i++) {
          out.append('\'');
        }
        out.bold();
      }
    }
    return at + run;
  }

  private int entity(int at, int to) {
    int end = Entities.end(text, at, to);
    if (end == at) {
      out.append('&');
      return at + 1;
    }
    out.append(Entities.decoded(text.substring(at, end)));
    return end;
  }

  private int bracket(int at, int to, int depth, boolean inLink) {
    int pair = brackets.at(at);
    if (pair >= 0 && brackets.end(pair) <= to) {
      int end = brackets.end(pair);
      switch (brackets.kind(pair)) {
        case LINK -> {
          return link(at, end, to, depth, inLink);
        }
        case TEMPLATE -> template(at, end, depth, inLink);
        case TABLE -> {
          // What a table says stands in no sentence.
        }
      }
      return end;
    }
    char c = text.charAt(at);
    boolean alone = at + 1 == to || text.charAt(at + 1) != c;
    boolean first = at == 0 || text.charAt(at - 1) != c;
    // Of an odd run the first may stand alone before pairs; its length is asked for once.
    if (alone || (first && run(at, to, c) % 2 == 1)) {
      if (c == '[') {
        return address(at, to, depth, inLink);
      }
      if (alone) {
        out.append(c);
      }
      return at + 1;
    }
    return at + 2;
  }

  /** A link to an address shows the words behind it; a bracket that is none shows itself. */
  private int address(int at, int to, int depth, boolean inLink) {
    int start = at + 1;
    boolean address =
        text.startsWith("http:", start)
            || text.startsWith("https:", start)
            || text.startsWith("//", start)
            || text.startsWith("ftp:", start)
            || text.startsWith("mailto:", start)
            || text.startsWith("news:", start);
    int limit = Math.min(to, at + LONGEST_ADDRESS_LINE);
    int space = -1;
    for (int i = start; address && i < limit; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        break;
      }
      if (c == '[' || c == '{') {
        int pair = brackets.at(i);
        i = pair >= 0 ? brackets.end(pair) - 1 : i;
      } else if (c == ' ' && space < 0) {
        space = i;
      } else if (c == ']') {
        if (space >= 0) {
          walk(space + 1, i, depth + 1, inLink);
        }
        return i + 1;
      }
    }
    out.append('[');
    return start;
  }

  private int link(int at, int end, int to, int depth, boolean inLink) {
    int bar = bar(at + 2, end - 2);
    int targetEnd = bar < 0 ? end - 2 : bar;
    if (!target(at + 2, targetEnd)) {
      return at + 2;
    }
    String written = text.substring(at + 2, targetEnd);
    Namespaces.Target target = namespaces.target(written);
    if (target.category()) {
      if (!target.title().isEmpty()) {
        categories.add(target.title());
      }
      return end;
    }
    if (target.file()) {
      picture(bar, end - 2, depth);
      return end;
    }
    if (target.besides()) {
      return end;
    }
    if (bar >= 0 && blankLine(bar, end)) {
      return at + 2;
    }
    int start = out.length();
    if (bar < 0) {
      out.append(Entities.decoded(Namespaces.spaced(without(written))));
    } else if (text.substring(bar + 1, end - 2).isBlank()) {
      out.append(withoutBrackets(target.title()));
    } else {
      walk(bar + 1, end - 2, depth + 1, true);
    }
    int after = end;
    // Small letters behind a link belong to it; signs that are words of their own do not.
    while (after < to && Character.isLowerCase(text.charAt(after))) {
      out.append(text.charAt(after));
      after++;
    }
    if (!inLink && target.article() && !target.title().isEmpty()) {
      out.link(target.title(), start, target.section());
    }
    return after;
  }

  private boolean blankLine(int from, int to) {
    for (int i = from + 1; i < to; i++) {
      if (text.charAt(i) == '\n' && text.charAt(i - 1) == '\n') {
        return true;
      }
    }
    return false;
  }

  private static String without(String written) {
    String shown = written.strip();
    return shown.startsWith(":") ? shown.substring(1) : shown;
  }

  private static String withoutBrackets(String title) {
    int open = title.indexOf(" (");
    return open > 0 && title.endsWith(")") ? title.substring(0, open) : title;
  }

  /** The first bar of a link or template that stands in no other; -1 if there is none. */
  private int bar(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '|') {
        return i;
      }
      if (c == '[' || c == '{') {
        int pair = brackets.at(i);
        i = pair >= 0 && brackets.end(pair) <= to ? brackets.end(pair) - 1 : i;
      }
    }
    return -1;
  }

  private boolean target(int from, int to) {
    if (to - from > LONGEST_TARGET || to <= from) {
      return false;
    }
    boolean blank = true;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ("\n[]{}<>".indexOf(c) >= 0) {
        return false;
      }
      blank &= c == ' ' || c == '_';
    }
    return !blank;
  }

  /** The last part that says nothing of how the picture is shown is what stands below it. */
  private void picture(int bar, int to, int depth) {
    int from = bar;
    int captionFrom = -1;
    int captionTo = -1;
    while (from >= 0) {
      int next = bar(from + 1, to);
      int end = next < 0 ? to : next;
      if (Captions.says(text.substring(from + 1, Math.min(end, from + 1 + 60)).strip())) {
        captionFrom = from + 1;
        captionTo = end;
      }
      from = next;
    }
    if (captionFrom >= 0 && depth < DEEPEST) {
      captions.add(new int[] {captionFrom, captionTo, depth + 1});
    }
  }

  private void template(int at, int end, int depth, boolean inLink) {
    int bar = bar(at + 2, end - 2);
    String name = Namespaces.spaced(text.substring(at + 2, bar < 0 ? end - 2 : bar));
    String key = name.toLowerCase(Locale.ROOT);
    String word = WORDS.get(key.startsWith("lang-") ? "lang" : key);
    if (word != null && !Character.isDigit(word.charAt(0))) {
      out.append(word);
      return;
    }
    if (word == null && bar >= 0 && DATE_WORDS.contains(key)) {
      // French: day, month, year.
      for (int number = 1; number <= 3; number++) {
        out.append(number == 1 ? "" : " ");
        parameter(bar, end - 2, number, depth, inLink);
      }
      return;
    }
    if (word != null && bar >= 0) {
      int wanted = key.startsWith("lang-") ? 1 : Integer.parseInt(word);
      parameter(bar, end - 2, wanted, depth, inLink);
      return;
    }
    if (!name.isEmpty() && name.length() < LONGEST_TARGET && !inLink) {
      templates.add(new Template(bare(name), bar < 0 ? Map.of() : values(bar, end - 2)));
    }
  }

  private static String bare(String name) {
    int colon = name.indexOf(':');
    return colon > 0 && name.substring(0, colon).equalsIgnoreCase("template")
        ? name.substring(colon + 1).strip()
        : name;
  }

  private void parameter(int bar, int to, int wanted, int depth, boolean inLink) {
    int from = bar;
    for (int number = 1; from >= 0; number++) {
      int next = bar(from + 1, to);
      if (number == wanted) {
        walk(from + 1, next < 0 ? to : next, depth + 1, inLink);
      }
      from = next;
    }
  }

  private Map<String, String> values(int bar, int to) {
    Map<String, String> values = new TreeMap<>();
    int from = bar;
    int number = 1;
    while (from >= 0) {
      int next = bar(from + 1, to);
      int end = next < 0 ? to : next;
      int equals = equalsSign(from + 1, end);
      if (equals < 0) {
        values.put(String.valueOf(number++), text.substring(from + 1, end).strip());
      } else {
        String name = Namespaces.spaced(text.substring(from + 1, equals));
        values.put(
            name.toLowerCase(Locale.ROOT).replace(' ', '_'),
            text.substring(equals + 1, end).strip());
      }
      from = next;
    }
    return values;
  }

  private int equalsSign(int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (c == '=') {
        return i;
      }
      if (c == '[' || c == '{') {
        int pair = brackets.at(i);
        i = pair >= 0 && brackets.end(pair) <= to ? brackets.end(pair) - 1 : i;
      }
    }
    return -1;
  }
}
