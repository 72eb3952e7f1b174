package io.qklm.model.resolve;

import io.qklm.kg.EntityKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a mention says by itself of its candidates and of linking at all. */
final class LocalEvidence {

  private static final double LEAST_SHARE = 0.01;
  private static final double MOST_LOGIT = 12;
  private static final double SCALE = 4;
  private static final double TEMPERATURE = 2;

  /** Classes of languages in DBpedia and Wikidata: language, natural and modern language. */
  private static final Set<Integer> LANGUAGES =
      Set.of(
          "Language".hashCode(),
          "dbo:Language".hashCode(),
          "Q34770".hashCode(),
          "Q33742".hashCode(),
          "Q1288568".hashCode());

  private final OpenDocument document;
  private final MentionPlaces places;
  private final Spellings spellings;

  LocalEvidence(OpenDocument document, MentionPlaces places, Spellings spellings) {
    this.document = document;
    this.places = places;
    this.spellings = spellings;
  }

  /** The rows of all mentions: candidates, then the mention's own. */
  double[][][] rows() {
    double[][][] rows = new double[document.mentions().size()][][];
    for (int m = 0; m < rows.length; m++) {
      rows[m] = rows(m);
    }
    return rows;
  }

  private double[][] rows(int m) {
    OpenMention mention = document.mentions().get(m);
    List<OpenCandidate> candidates = mention.candidates();
    double[][] rows = new double[candidates.size() + 1][LinkEvidence.count()];
    boolean sole = candidates.size() == 1 && !mention.inside();
    boolean isLong = spellings.words(spellings.group(m)) > 1;
    for (int c = 0; c < candidates.size(); c++) {
      OpenCandidate candidate = candidates.get(c);
      OpenEntity entity = document.entity(candidate.ordinal());
      double[] row = rows[c];
      double logit = Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, candidate.logit()));
      set(row, LinkEvidence.NETWORK, logit / SCALE);
      set(row, LinkEvidence.UNSCORED, candidate.scored() ? 0 : 1);
      set(row, LinkEvidence.PRIOR, candidate.logPrior() / SCALE);
      set(row, LinkEvidence.RANK, entity.rank());
      set(row, LinkEvidence.COHERENCE, candidate.coherence());
      places.name(m).ifPresent(name -> kind(row, name, entity.kind()));
      boolean language = isLanguage(entity);
      set(row, LinkEvidence.TONGUE, language && mention.tongue() ? 1 : 0);
      set(row, LinkEvidence.TONGUE_UNSAID, language && !mention.tongue() ? 1 : 0);
      set(row, LinkEvidence.SOLE_LONG, sole && isLong ? 1 : 0);
      set(row, LinkEvidence.SOLE_RANK, sole ? entity.rank() : 0);
    }
    mention(rows[candidates.size()], m, sole);
    return rows;
  }

  private static boolean isLanguage(OpenEntity entity) {
    for (int type : entity.types()) {
      if (LANGUAGES.contains(type)) {
        return true;
      }
    }
    return false;
  }

  private static void kind(double[] row, SaidName name, EntityKind kind) {
    switch (kind) {
      case PER, ORG, LOC, MISC -> {
        boolean from = kind == EntityKind.LOC && name.share(EntityKind.MISC) > name.share(kind);
        double share = name.share(kind) + (from ? name.share(EntityKind.MISC) : 0);
        set(row, LinkEvidence.KIND, Math.log(Math.max(LEAST_SHARE, share)) / SCALE);
        set(row, LinkEvidence.FROM_PLACE, from ? 1 : 0);
      }
      case UNKNOWN, OTHER -> set(row, LinkEvidence.KINDLESS, 1);
    }
  }

  private void mention(double[] row, int m, boolean sole) {
    OpenMention mention = document.mentions().get(m);
    set(row, LinkEvidence.MENTION, 1);
    set(row, LinkEvidence.NETWORK_LINKS, networkLinks(mention.candidates()));
    Optional<SaidName> name = places.name(m);
    set(row, LinkEvidence.NAME, name.isPresent() ? 1 : 0);
    set(row, LinkEvidence.NAME_SURE, name.map(SaidName::score).orElse(0.0));
    MentionPlaces.Place place = places.place(m);
    set(row, LinkEvidence.IN_NAME, place == MentionPlaces.Place.IN_NAME ? 1 : 0);
    set(row, LinkEvidence.ACROSS, place == MentionPlaces.Place.ACROSS ? 1 : 0);
    set(row, LinkEvidence.INSIDE, mention.inside() ? 1 : 0);
    set(row, LinkEvidence.SOLE, sole ? 1 : 0);
    boolean oneWord = spellings.words(spellings.group(m)) < 2;
    set(row, LinkEvidence.ONE_WORD, oneWord ? 1 : 0);
    set(
        row,
        LinkEvidence.ONE_WORD_PERSON,
        oneWord ? name.map(said -> said.share(EntityKind.PER)).orElse(0.0) : 0);
    set(row, LinkEvidence.CAPITALS, shouts(mention.surface()) ? 1 : 0);
  }

  /** Log-odds of the network, all candidates together, as bundles before version 6 have them. */
  private static double networkLinks(List<OpenCandidate> candidates) {
    double most = Double.NEGATIVE_INFINITY;
    for (OpenCandidate candidate : candidates) {
      most = candidate.scored() ? Math.max(most, candidate.logit() / TEMPERATURE) : most;
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return 0;
    }
    double sum = 0;
    for (OpenCandidate candidate : candidates) {
      sum += candidate.scored() ? Math.exp(candidate.logit() / TEMPERATURE - most) : 0;
    }
    return Math.max(-MOST_LOGIT, Math.min(MOST_LOGIT, most + Math.log(sum)));
  }

  private static boolean shouts(String surface) {
    return surface.codePoints().filter(Character::isUpperCase).count() > 3
        && surface.codePoints().noneMatch(Character::isLowerCase);
  }

  static void set(double[] row, LinkEvidence evidence, double value) {
    row[evidence.index()] = value;
  }
}
