package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.rewriting.TextEdits.Edit;
import io.qklm.training.run.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes some texts about other countries: "Rwandan" where "American" stood, throughout the text.
 * Texts are full of a few countries' words, and the others are to be known for what they are too.
 */
public final class OtherCountries implements TextRewriting {

  private static final Optional<String> NONE = Optional.empty();

  private final List<String> words;
  private final Map<String, Set<String>> countries;
  private final double share;
  private final long seed;

  /**
   * Other countries by lot.
   *
   * @param words of all countries; those that {@code knowledge} does not offer the country for are
   *     not written
   * @param share of texts, from 0 to 1
   * @param seed of which texts and which countries
   */
  public OtherCountries(CountryWords words, TrainingKnowledge knowledge, double share, long seed) {
    RewritingEntry.requireShare(share, "about other countries");
    OfferedLinks offered = new OfferedLinks(knowledge);
    this.countries = new HashMap<>();
    if (share > 0) {
      words
          .adjectives()
          .forEach(
              (word, ids) -> {
                if (offered.offers(word, ids)) {
                  countries.put(word, ids);
                }
              });
    }
    this.words = countries.keySet().stream().sorted().toList();
    this.share = share;
    this.seed = seed;
  }

  /** {@code text}, the {@code number}th of its task, perhaps about other countries. */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + 12, number));
    if (random.nextDouble() >= share || text.links().isEmpty()) {
      return text;
    }
    Map<String, Optional<String>> others = new HashMap<>();
    List<Edit> edits = new ArrayList<>();
    for (GoldLink link : TextEdits.links(text)) {
      String word = link.span().in(text.text());
      others
          .computeIfAbsent(
              word, known -> countries.containsKey(known) ? other(known, random) : NONE)
          .ifPresent(
              other ->
                  edits.add(new Edit(link.span(), other, countries.getOrDefault(other, Set.of()))));
    }
    return edits.isEmpty() ? text : new TextEdits(text, edits).written();
  }

  /** A word of the same number, people for people. */
  private Optional<String> other(String known, SplittableRandom random) {
    List<String> alike =
        words.stream().filter(word -> word.endsWith("s") == known.endsWith("s")).toList();
    return Optional.of(alike.get(random.nextInt(alike.size())));
  }
}
