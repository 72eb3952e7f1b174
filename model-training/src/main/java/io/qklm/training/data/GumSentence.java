package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.text.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sentence of GUM. Its entities are whole noun phrases, one in another; a name is the part around
 * the phrase's head that is written as one, without what other sets leave out: articles, titles of
 * people, what is possessed.
 */
final class GumSentence {

  private static final Pattern ENTITY = Pattern.compile("(?:^|\\|)Entity=([^|]*)");
  private static final Pattern BRACKETS = Pattern.compile("\\([^()]*\\)?|[^()]+\\)");

  /** What comes from a place, as CoNLL-2003 has it: a name of another kind. */
  private static final Pattern FROM_A_PLACE =
      Pattern.compile(
          "\\p{Lu}\\p{L}*(ian|ean|ish|ese|ench|erman|utch|reek|wiss|raqi|raeli|stani|ican)");

  private static final Map<String, EntityKind> KINDS =
      Map.of(
          "person", EntityKind.PER,
          "organization", EntityKind.ORG,
          "place", EntityKind.LOC,
          "event", EntityKind.MISC,
          "object", EntityKind.MISC,
          "abstract", EntityKind.MISC);

  private static final Set<String> BETWEEN = Set.of("-", "–", ".", "'");
  private static final Set<String> BETWEEN_OTHERS =
      Set.of("-", "–", ".", "'", "'s", "of", "for", "&", "the", "and", "de");

  private static final Set<String> TITLES =
      Set.of(
          "Mr.",
          "Mr",
          "Mrs.",
          "Mrs",
          "Ms.",
          "Ms",
          "Miss",
          "Dr.",
          "Dr",
          "Prof.",
          "Professor",
          "Sir",
          "Lord",
          "Lady",
          "King",
          "Queen",
          "Prince",
          "Princess",
          "Pope",
          "Emperor",
          "President",
          "Senator",
          "Sen.",
          "Rep.",
          "Representative",
          "Congressman",
          "Minister",
          "Prime",
          "Secretary",
          "Governor",
          "Mayor",
          "Judge",
          "Justice",
          "Chief",
          "Chairman",
          "Chair",
          "Director",
          "Vice",
          "General",
          "Major",
          "Colonel",
          "Captain",
          "Lieutenant",
          "Detective",
          "Father",
          "Rev.");

  private static final int ENTITY_TYPE = 1;
  private static final int ENTITY_TITLE = 7;

  private final List<Token> tokens = new ArrayList<>();
  private final Map<String, Deque<Opened>> entities = new HashMap<>();
  private final List<Phrase> names = new ArrayList<>();
  private String text = "";
  private int position;
  private int joinedUntil;
  private Span joined = new Span(0, 0);

  /** A word, what kind of word, and the number of the word that it hangs on. */
  private record Token(int number, String form, String tag, int head, Span span) {

    boolean isName() {
      char first = form.charAt(0);
      return tag.equals("PROPN")
          || (Character.isUpperCase(first)
              && Set.of("ADJ", "NOUN", "VERB", "NUM", "ADV", "X", "INTJ", "ADP").contains(tag))
          || Character.isDigit(first);
    }
  }

  /** An entity whose end is not read yet. */
  private record Opened(int first, List<String> cells) {}

  /** Tokens that are a name, in places of {@link #tokens}. */
  private record Phrase(int first, int last, EntityKind kind, String title) {

    boolean overlaps(int otherFirst, int otherLast) {
      return first <= otherLast && otherFirst <= last;
    }
  }

  /**
   * A name.
   *
   * @param span UTF-16 units of the sentence
   * @param title of its page, as the corpus writes it; empty if it has none
   * @param fromAPlace whether it is an adjective such as "Danish", whose entity is not told
   */
  record Found(Span span, EntityKind kind, String title, boolean fromAPlace) {}

  void text(String words) {
    this.text = words;
  }

  String text() {
    return text;
  }

  /**
   * Adds the next word.
   *
   * @param cells the ten columns of CoNLL-U
   * @throws IllegalArgumentException if there are not ten, or the text does not go on so
   */
  void add(String[] cells) {
    if (cells.length != 10) {
      throw new IllegalArgumentException(cells.length + " columns where CoNLL-U has 10");
    }
    String number = cells[0];
    if (number.contains(".")) {
      return;
    }
    if (number.contains("-")) {
      joined = next(cells[1]);
      joinedUntil = Integer.parseInt(number.substring(number.indexOf('-') + 1));
      position = joined.start();
      return;
    }
    int own = Integer.parseInt(number);
    tokens.add(new Token(own, cells[1], cells[3], Integer.parseInt(cells[6]), span(own, cells[1])));
    Matcher entity = ENTITY.matcher(cells[9]);
    if (entity.find()) {
      Matcher bracket = BRACKETS.matcher(entity.group(1));
      while (bracket.find()) {
        bracket(bracket.group());
      }
    }
  }

  /** A part of a joined word stands where it is written so, else where the whole stands. */
  private Span span(int number, String form) {
    if (number > joinedUntil) {
      return next(form);
    }
    Span span =
        text.startsWith(form, position) && position + form.length() <= joined.end()
            ? new Span(position, position + form.length())
            : joined;
    position = number == joinedUntil ? joined.end() : Math.min(joined.end(), span.end());
    return span;
  }

  private Span next(String form) {
    int start = position;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith(form, start)) {
      throw new IllegalArgumentException("the text does not go on with '" + form + "'");
    }
    position = start + form.length();
    return new Span(start, position);
  }

  private void bracket(String bracket) {
    List<String> cells =
        List.of(bracket.replace("(", "").replace(")", "").split("-", ENTITY_TITLE + 1));
    Deque<Opened> same = entities.computeIfAbsent(cells.get(0), id -> new ArrayDeque<>());
    if (bracket.startsWith("(")) {
      same.push(new Opened(tokens.size() - 1, cells));
    }
    if (bracket.endsWith(")") && !same.isEmpty()) {
      Opened opened = same.pop();
      name(opened).ifPresent(names::add);
    }
  }

  private Optional<Phrase> name(Opened opened) {
    List<String> cells = opened.cells();
    EntityKind kind = cells.size() > ENTITY_TYPE ? KINDS.get(cells.get(ENTITY_TYPE)) : null;
    int end = tokens.size() - 1;
    int head = kind == null ? -1 : head(opened.first(), end);
    if (kind == null || head < 0) {
      return Optional.empty();
    }
    int first = reach(head, opened.first() - 1, -1, kind);
    int last = reach(head, end + 1, 1, kind);
    if (kind == EntityKind.PER) {
      for (int place = first; place <= last; place++) {
        first = TITLES.contains(tokens.get(place).form()) ? place + 1 : first;
      }
    }
    while (first <= last && tokens.get(first).tag().equals("NUM")) {
      first++;
    }
    String title = cells.size() > ENTITY_TITLE ? cells.get(ENTITY_TITLE) : "";
    boolean proper = false;
    for (int place = first; place <= last; place++) {
      proper |= tokens.get(place).tag().equals("PROPN");
    }
    return proper && !(kind == EntityKind.PER && isRole(first, last, title))
        ? Optional.of(new Phrase(first, last, kind, title))
        : Optional.empty();
  }

  /**
   * The word that the phrase hangs by, or the name right after it ("actor Ann Lee"); -1 if none.
   */
  private int head(int first, int end) {
    for (int place = first; place <= end; place++) {
      int over = tokens.get(place).head();
      // Every head is a word of the sentence; one that is still to come is outside.
      if (over < tokens.get(first).number() || over > tokens.get(end).number()) {
        if (tokens.get(place).isName()) {
          return place;
        }
        boolean named = place < end && tokens.get(place + 1).tag().equals("PROPN");
        return named ? place + 1 : -1;
      }
    }
    return -1;
  }

  /** How far the name reaches from {@code head} before {@code bound}. */
  private int reach(int head, int bound, int step, EntityKind kind) {
    Set<String> between = kind == EntityKind.PER ? BETWEEN : BETWEEN_OTHERS;
    int reached = head;
    while (true) {
      int next = reached + step;
      int small = 0;
      while (next != bound
          && !tokens.get(next).isName()
          && between.contains(tokens.get(next).form())
          && small < 2) {
        if (tokens.get(next).form().equals("'s") && endsAName(next - 1)) {
          return reached;
        }
        next += step;
        small++;
      }
      if (next == bound || !tokens.get(next).isName()) {
        return reached;
      }
      reached = next;
    }
  }

  private boolean endsAName(int place) {
    return names.stream().anyMatch(name -> name.last() == place);
  }

  /** Whether a person is not called by a word of the page's title: "the Republican", "Thais". */
  private boolean isRole(int first, int last, String title) {
    if (title.isEmpty()) {
      return false;
    }
    String page = title.toLowerCase(Locale.ROOT);
    for (int place = first; place <= last; place++) {
      if (page.contains(tokens.get(place).form().toLowerCase(Locale.ROOT))) {
        return false;
      }
    }
    return true;
  }

  /** The names, the longest of those that overlap, in their order. */
  List<Found> names() {
    List<Phrase> kept = new ArrayList<>();
    names.stream()
        .sorted(Comparator.comparingInt(name -> name.first() - name.last()))
        .filter(name -> kept.stream().noneMatch(other -> other.overlaps(name.first(), name.last())))
        .forEach(kept::add);
    List<Found> found = new ArrayList<>();
    for (Phrase name : kept) {
      Span span =
          new Span(tokens.get(name.first()).span().start(), tokens.get(name.last()).span().end());
      found.add(new Found(span, name.kind(), name.title(), false));
    }
    for (int place = 0; place < tokens.size(); place++) {
      int here = place;
      Token token = tokens.get(place);
      if (token.tag().equals("ADJ")
          && FROM_A_PLACE.matcher(token.form()).matches()
          && kept.stream().noneMatch(name -> name.overlaps(here, here))) {
        found.add(new Found(token.span(), EntityKind.MISC, "", true));
      }
    }
    found.sort(Comparator.comparing(Found::span));
    return found;
  }
}
