package io.qklm.training.rewriting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.data.DataFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes sets agree on words like "Canadian" and "U.S.": one marks them as places, one as other
 * names, one not at all. As in CoNLL-2003 the former become other names and the latter places, as
 * in AIDA both mean the country, wherever they stand alone. Which words these are and which country
 * they belong to is knowledge: Wikidata's demonyms, and the abbreviations among the other names of
 * what has one.
 */
public final class CountryWords implements TextRewriting {

  private static final String DEMONYM = "P1549";
  private static final Pattern ABBREVIATION = Pattern.compile("(?:\\p{Lu}\\. ?)+\\p{Lu}\\.");
  private static final Pattern WORD = Pattern.compile("\\p{L}+");
  private static final Pattern ID = Pattern.compile("\\{\"id\":\\s?\"(Q\\d+)\"");

  /** A word and what it means. */
  private record Meaning(EntityKind kind, Set<String> countries) {}

  private final Map<String, Meaning> meanings;
  private final Optional<Pattern> words;
  private final Set<String> small;

  private CountryWords(Map<String, Meaning> meanings) {
    this.meanings = Map.copyOf(meanings);
    this.small =
        meanings.entrySet().stream()
            .filter(entry -> entry.getValue().kind() == EntityKind.MISC)
            .map(entry -> entry.getKey().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
    this.words =
        meanings.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    meanings.keySet().stream()
                        .sorted(Comparator.comparingInt(String::length).reversed())
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(?<![\\w-])(?:", ")(?![\\w-])")),
                    Pattern.UNICODE_CHARACTER_CLASS));
  }

  /**
   * The words that {@code knowledge} has, a folder in the interchange form, demonyms with their
   * plurals.
   *
   * @throws IOException if its facts or entities cannot be read
   */
  public static CountryWords read(Path knowledge) throws IOException {
    Map<String, Meaning> meanings = new HashMap<>();
    Set<String> countries = new HashSet<>();
    try (BufferedReader in = DataFiles.open(knowledge.resolve("facts.tsv.gz"))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 5 && cells[1].equals(DEMONYM) && cells[4].equals("en")) {
          countries.add(cells[0]);
          boolean adjective = cells[3].chars().anyMatch(Character::isLowerCase);
          add(meanings, cells[3], adjective ? EntityKind.MISC : EntityKind.LOC, cells[0]);
          if (cells[3].endsWith("n") || cells[3].endsWith("i")) {
            add(meanings, cells[3] + "s", EntityKind.MISC, cells[0]);
          }
        }
      }
    }
    try (BufferedReader in = DataFiles.open(knowledge.resolve("entities.jsonl.gz"))) {
      ObjectMapper mapper = new ObjectMapper();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Matcher id = ID.matcher(line);
        if (id.lookingAt() && countries.contains(id.group(1))) {
          for (JsonNode alias : mapper.readTree(line).path("aliases").path("en")) {
            if (ABBREVIATION.matcher(alias.asText()).matches()) {
              add(meanings, alias.asText(), EntityKind.LOC, id.group(1));
            }
          }
        }
      }
    }
    return new CountryWords(meanings);
  }

  private static void add(
      Map<String, Meaning> meanings, String word, EntityKind kind, String country) {
    meanings
        .computeIfAbsent(word, unknown -> new Meaning(kind, new HashSet<>()))
        .countries()
        .add(country);
  }

  /** The words that are no abbreviations, "Canadian" and "Canadians", with their countries. */
  Map<String, Set<String>> adjectives() {
    Map<String, Set<String>> adjectives = new HashMap<>();
    meanings.forEach(
        (word, meaning) -> {
          if (meaning.kind() == EntityKind.MISC) {
            adjectives.put(word, meaning.countries());
          }
        });
    return adjectives;
  }

  /**
   * {@code text} with its words for countries as names and links, where it marks such. Where no
   * names are marked, one before a word with a capital may be part of a longer name and is left.
   */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    if (words.isEmpty() || (text.names().isEmpty() && text.links().isEmpty())) {
      return text;
    }
    List<Name> names = new ArrayList<>(text.names().orElse(List.of()));
    List<GoldLink> links = new ArrayList<>(text.links().orElse(List.of()));
    Matcher matcher = words.get().matcher(text.text());
    while (matcher.find()) {
      Meaning meaning =
          meanings.getOrDefault(matcher.group(), new Meaning(EntityKind.LOC, Set.of()));
      Span span = new Span(matcher.start(), matcher.end());
      if (isAlone(names, links, span)
          && (text.names().isPresent() || !beginsMore(text.text(), span.end()))) {
        names.removeIf(name -> name.span().equals(span));
        names.add(new Name(span, meaning.kind()));
        if (links.stream().noneMatch(link -> link.span().equals(span))) {
          links.add(new GoldLink(span, meaning.countries()));
        }
      }
    }
    List<Span> open = new ArrayList<>(text.open());
    if (text.text().chars().noneMatch(Character::isUpperCase)) {
      open.addAll(inSmallLetters(text.text()));
    }
    names.sort(Comparator.comparing(Name::span));
    links.sort(Comparator.comparing(GoldLink::span));
    return new AnnotatedText(
        text.id(),
        text.text(),
        text.names().map(before -> names),
        text.links().map(before -> links),
        text.allLinked(),
        open);
  }

  /**
   * Where a text without capitals has an adjective of a country. Some of these are common words, so
   * that nothing is known of them.
   */
  private List<Span> inSmallLetters(String text) {
    List<Span> found = new ArrayList<>();
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      if (small.contains(word.group())) {
        found.add(new Span(word.start(), word.end()));
      }
    }
    return found;
  }

  /** Whether nothing else is marked there. */
  private static boolean isAlone(List<Name> names, List<GoldLink> links, Span span) {
    return names.stream().allMatch(name -> name.span().equals(span) || !name.span().overlaps(span))
        && links.stream().allMatch(link -> link.span().equals(span) || !link.span().overlaps(span));
  }

  private static boolean beginsMore(String text, int end) {
    return end + 1 < text.length()
        && text.charAt(end) == ' '
        && Character.isUpperCase(text.charAt(end + 1));
  }
}
