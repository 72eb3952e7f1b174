package io.qklm.training.rewriting;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A change of texts as configurations list it, by its {@code kind}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = RewritingEntry.OfCountryWords.class, name = "country-words"),
  @JsonSubTypes.Type(value = RewritingEntry.OfHeadlines.class, name = "headlines"),
  @JsonSubTypes.Type(value = RewritingEntry.OfInventedLinks.class, name = "invented-links"),
  @JsonSubTypes.Type(value = RewritingEntry.OfOfferedLinks.class, name = "offered-links"),
  @JsonSubTypes.Type(value = RewritingEntry.OfOtherCountries.class, name = "other-countries"),
  @JsonSubTypes.Type(value = RewritingEntry.OfOtherLetters.class, name = "other-letters"),
  @JsonSubTypes.Type(value = RewritingEntry.OfShorterNames.class, name = "shorter-names")
})
public sealed interface RewritingEntry {

  /**
   * The change itself.
   *
   * @throws IOException if what the entry names cannot be read
   */
  TextRewriting open(RewritingContext context) throws IOException;

  /** Files and folders below the data folder that the change is made with. */
  default List<String> files() {
    return List.of();
  }

  /** Whether texts get entities under invented names, which the knowledge then has to know. */
  default boolean invents() {
    return false;
  }

  /**
   * {@link CountryWords}.
   *
   * @param knowledge a folder in the interchange form
   */
  record OfCountryWords(@JsonProperty(required = true) String knowledge) implements RewritingEntry {
    @Override
    public TextRewriting open(RewritingContext context) throws IOException {
      return context.countryWords(knowledge);
    }

    @Override
    public List<String> files() {
      return List.of(knowledge);
    }
  }

  /**
   * {@link Headlines}.
   *
   * @param share of texts, from 0 to 1
   */
  record OfHeadlines(@JsonProperty(required = true) double share) implements RewritingEntry {
    public OfHeadlines {
      requireShare(share, "that begin in capitals");
    }

    @Override
    public TextRewriting open(RewritingContext context) {
      return new Headlines(share, context.seed());
    }
  }

  /**
   * {@link InventedLinks}.
   *
   * @param share of texts, from 0 to 1
   */
  record OfInventedLinks(@JsonProperty(required = true) double share) implements RewritingEntry {
    public OfInventedLinks {
      requireShare(share, "with invented names");
    }

    @Override
    public TextRewriting open(RewritingContext context) {
      return new InventedLinks(context.invented(), share, context.seed());
    }

    @Override
    public boolean invents() {
      return share > 0;
    }
  }

  /**
   * {@link OtherLetters}.
   *
   * @param share of texts, from 0 to 1
   */
  record OfOtherLetters(@JsonProperty(required = true) double share) implements RewritingEntry {
    public OfOtherLetters {
      requireShare(share, "in other letters");
    }

    @Override
    public TextRewriting open(RewritingContext context) {
      return new OtherLetters(share, context.seed());
    }
  }

  /** {@link OfferedLinks}. */
  record OfOfferedLinks() implements RewritingEntry {
    @Override
    public TextRewriting open(RewritingContext context) {
      return new OfferedLinks(context.knowledge());
    }
  }

  /**
   * {@link OtherCountries}.
   *
   * @param knowledge a folder in the interchange form, whose words for countries are written
   * @param share of texts, from 0 to 1
   */
  record OfOtherCountries(
      @JsonProperty(required = true) String knowledge, @JsonProperty(required = true) double share)
      implements RewritingEntry {
    public OfOtherCountries {
      requireShare(share, "about other countries");
    }

    @Override
    public TextRewriting open(RewritingContext context) throws IOException {
      return new OtherCountries(
          context.countryWords(knowledge), context.knowledge(), share, context.seed());
    }

    @Override
    public List<String> files() {
      return List.of(knowledge);
    }
  }

  /**
   * {@link ShorterNames}.
   *
   * @param share of texts, from 0 to 1
   */
  record OfShorterNames(@JsonProperty(required = true) double share) implements RewritingEntry {
    public OfShorterNames {
      requireShare(share, "with shorter names");
    }

    @Override
    public TextRewriting open(RewritingContext context) {
      return new ShorterNames(context.knowledge(), share, context.seed());
    }
  }

  /**
   * Refuses what is no share.
   *
   * @param which texts, for the message
   */
  static void requireShare(double share, String which) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "the share of texts %s is %s; it must be from 0 to 1", which, share));
    }
  }
}
