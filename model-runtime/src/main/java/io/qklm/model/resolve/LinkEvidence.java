package io.qklm.model.resolve;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What speaks for a candidate, or for linking a mention at all, each with a weight that is fitted.
 * The names in lower case are those of a bundle's manifest; a weight that is missing there is 0.
 */
public enum LinkEvidence {
  /** What the network gives the candidate over NIL. */
  NETWORK(Of.CANDIDATE),
  /** 1 where the network was not asked. */
  UNSCORED(Of.CANDIDATE),
  /** Logarithm of the prior. */
  PRIOR(Of.CANDIDATE),
  /** How well known the entity is. */
  RANK(Of.CANDIDATE),
  /** Cosine with what the rest of the text may mean. */
  COHERENCE(Of.CANDIDATE),
  /** Logarithm of how sure the text is of the entity's kind. */
  KIND(Of.CANDIDATE),
  /** 1 where the text says a name and the entity's kind is unknown or none that names have. */
  KINDLESS(Of.CANDIDATE),
  /** 1 where the text says an other name, such as "Canadian", and the entity is a place. */
  FROM_PLACE(Of.CANDIDATE),
  /** 1 for a language where the words around the name speak of one. */
  TONGUE(Of.CANDIDATE),
  /** 1 for a language where they do not. */
  TONGUE_UNSAID(Of.CANDIDATE),
  /** 1 for the only candidate of a name of two words or more that is in no longer one. */
  SOLE_LONG(Of.CANDIDATE),
  /** Rank of the only candidate. */
  SOLE_RANK(Of.CANDIDATE),
  /** Facts that join the candidate to what other names mean. */
  DIRECT(Of.DOCUMENT),
  /** The same, each over the logarithm of the larger of the two degrees. */
  DIRECT_RARE(Of.DOCUMENT),
  /** What the candidate and what other names mean are both joined to. */
  SHARED(Of.DOCUMENT),
  /** A fact that joins the candidate to what a name beside it means, as in "Athens, Georgia". */
  BESIDE(Of.DOCUMENT),
  /** How many other names mean something of a class that few candidates are of. */
  TYPE(Of.DOCUMENT),
  /** How likely another spelling in the document means the same entity. */
  OTHER_SPELLING(Of.DOCUMENT),
  /** How likely the same spelling elsewhere in the document means it. */
  SAME_SPELLING(Of.DOCUMENT),
  /** How likely a longer name of a person that ends in this one means it. */
  SURNAME_OF(Of.DOCUMENT),
  /** The same of other names that end in this one. */
  END_OF(Of.DOCUMENT),
  /** The same of names that begin with this one. */
  BEGINNING_OF(Of.DOCUMENT),
  /** The same of names whose initials are this one. */
  INITIALS_OF(Of.DOCUMENT),
  /** 1: how many mentions link at all. */
  MENTION(Of.MENTION),
  /** What the network gives linking over NIL, all candidates together: log-odds. */
  NETWORK_LINKS(Of.MENTION),
  /** 1 where the text says exactly this name. */
  NAME(Of.MENTION),
  /** How sure the text is of it. */
  NAME_SURE(Of.MENTION),
  /** 1 inside a longer name that the text says. */
  IN_NAME(Of.MENTION),
  /** 1 where it holds a shorter name that the text says, or cuts one. */
  ACROSS(Of.MENTION),
  /** 1 inside a longer known surface form. */
  INSIDE(Of.MENTION),
  /** 1 where there is one candidate alone. */
  SOLE(Of.MENTION),
  /** 1 for names of one word. */
  ONE_WORD(Of.MENTION),
  /** How sure the text is that a name of one word is a person. */
  ONE_WORD_PERSON(Of.MENTION),
  /** 1 for a name all in capitals. */
  CAPITALS(Of.MENTION),
  /** How likely a longer name of a person that ends in this one means nothing known. */
  UNKNOWN_PERSON(Of.MENTION_DOCUMENT),
  /** The same of other names that end or begin with this one. */
  UNKNOWN_LONGER(Of.MENTION_DOCUMENT),
  /** How likely the same spelling elsewhere means nothing known. */
  UNKNOWN_SPELLING(Of.MENTION_DOCUMENT),
  /** 1 where nothing joins any candidate to what other names mean. */
  ALONE(Of.MENTION_DOCUMENT);

  private enum Of {
    CANDIDATE,
    DOCUMENT,
    MENTION,
    MENTION_DOCUMENT
  }

  private static final List<LinkEvidence> ALL = List.of(values());
  private static final int COUNT = values().length;

  private final Of of;

  LinkEvidence(Of of) {
    this.of = of;
  }

  /** How many there are. */
  public static int count() {
    return COUNT;
  }

  /** All, in their order. */
  public static List<LinkEvidence> all() {
    return ALL;
  }

  /**
   * Its place in arrays of evidence, while a program runs; what is written goes by {@link #key}.
   */
  @SuppressWarnings("EnumOrdinal")
  public int index() {
    return ordinal();
  }

  /** Whether it comes from what was decided of other mentions. */
  public boolean ofDocument() {
    return of == Of.DOCUMENT || of == Of.MENTION_DOCUMENT;
  }

  /** Whether it tells candidates of a mention apart. */
  public boolean ofCandidate() {
    return of == Of.CANDIDATE || of == Of.DOCUMENT;
  }

  /** Its name in a manifest, such as {@code otherSpelling}. */
  public String key() {
    StringBuilder key = new StringBuilder();
    Arrays.stream(name().toLowerCase(Locale.ROOT).split("_", -1))
        .forEach(
            word ->
                key.append(
                    key.isEmpty()
                        ? word
                        : Character.toUpperCase(word.charAt(0)) + word.substring(1)));
    return key.toString();
  }
}
