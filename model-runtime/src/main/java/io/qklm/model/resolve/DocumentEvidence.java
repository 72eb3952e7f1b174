package io.qklm.model.resolve;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;

/**
 * What speaks for and against the candidates of a document's mentions: first what each mention says
 * by itself, then what the others say, given how likely they mean what.
 */
public final class DocumentEvidence {

  /** The most related other names count. */
  private static final int RELATED = 6;

  /** Candidates of a mention that speak to others. */
  private static final int SPEAKING = 8;

  /** Entities that are related to each other, at most. */
  private static final int ENTITIES = 400;

  /** Characters of a comma and a space. */
  private static final int COMMA = 2;

  private static final double LEAST_BELIEF = 0.002;
  private static final double LIKELY = 0.1;

  private final OpenDocument document;
  private final Spellings spellings;
  private final double[][][] local;
  private final Relatedness related;
  private final List<List<Integer>> beside;

  private DocumentEvidence(
      OpenDocument document,
      MentionPlaces places,
      Spellings spellings,
      double[][][] local,
      Relatedness related) {
    this.document = document;
    this.spellings = spellings;
    this.local = local;
    this.related = related;
    this.beside = beside(document.mentions(), places);
  }

  /**
   * The evidence of {@code document}, in which short forms got the likely candidates of the longer
   * names that they may stand for.
   *
   * @param first weights with which mentions speak before they have heard each other
   */
  public static DocumentEvidence of(OpenDocument document, DecisionWeights first) {
    MentionPlaces places = new MentionPlaces(document);
    Spellings spellings = new Spellings(document, places);
    double[][][] alone = new LocalEvidence(document, places, spellings).rows();
    Beliefs beliefs = Beliefs.of(alone, first);
    OpenDocument fuller = withAntecedents(document, spellings, beliefs);
    double[][][] local = new LocalEvidence(fuller, places, spellings).rows();
    Beliefs known = Beliefs.of(local, first);
    Relatedness related = new Relatedness(fuller, speaking(fuller, spellings, known));
    return new DocumentEvidence(fuller, places, spellings, local, related);
  }

  private static OpenDocument withAntecedents(
      OpenDocument document, Spellings spellings, Beliefs beliefs) {
    List<OpenMention> mentions = new ArrayList<>();
    for (int m = 0; m < document.mentions().size(); m++) {
      OpenMention mention = document.mentions().get(m);
      Set<Integer> known = new LinkedHashSet<>();
      mention.candidates().forEach(candidate -> known.add(candidate.ordinal()));
      List<OpenCandidate> all = new ArrayList<>(mention.candidates());
      for (Spellings.Longer longer : spellings.longer(spellings.group(m))) {
        for (int other : spellings.speaking(longer.group())) {
          List<OpenCandidate> theirs = document.mentions().get(other).candidates();
          for (int c = 0; c < theirs.size(); c++) {
            if (beliefs.shares()[other][c] >= LIKELY && known.add(theirs.get(c).ordinal())) {
              all.add(OpenCandidate.unscored(theirs.get(c).ordinal(), 0));
            }
          }
        }
      }
      mentions.add(all.size() == mention.candidates().size() ? mention : mention.with(all));
    }
    return new OpenDocument(mentions, document.names(), document.entities(), document.degrees());
  }

  /** The entities that are likely enough to say something of others, the likeliest first. */
  private static List<Integer> speaking(
      OpenDocument document, Spellings spellings, Beliefs beliefs) {
    Map<Integer, Double> best = new TreeMap<>();
    for (int group = 0; group < spellings.count(); group++) {
      for (int m : spellings.mentions(group)) {
        double[] shares = beliefs.shares()[m];
        double least = least(shares);
        for (int c = 0; c < shares.length; c++) {
          if (shares[c] >= least) {
            int ordinal = document.mentions().get(m).candidates().get(c).ordinal();
            best.merge(ordinal, shares[c], Math::max);
          }
        }
      }
    }
    return best.entrySet().stream()
        .sorted(
            Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(ENTITIES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The belief that a mention's candidate needs to be among those that speak. */
  private static double least(double[] shares) {
    if (shares.length <= SPEAKING) {
      return 0;
    }
    double[] sorted = shares.clone();
    Arrays.sort(sorted);
    return Math.max(LEAST_BELIEF, sorted[sorted.length - SPEAKING]);
  }

  /** The document with the candidates that short forms got. */
  public OpenDocument document() {
    return document;
  }

  /** What mentions say by themselves, {@code [mention][candidates, then its own][LinkEvidence]}. */
  public double[][][] alone() {
    return local;
  }

  /** The same with what the others say, given how likely they mean what. */
  public double[][][] given(Beliefs beliefs) {
    double[][][] rows = new double[local.length][][];
    for (int m = 0; m < rows.length; m++) {
      rows[m] = new double[local[m].length][];
      for (int row = 0; row < rows[m].length; row++) {
        rows[m][row] = local[m][row].clone();
      }
    }
    List<Map<Integer, Double>> meant = meant(beliefs);
    double[] unknown = unknown(beliefs);
    Map<Integer, List<Integer>> groupsOf = groupsOf(meant);
    SharedTypes types = new SharedTypes(document, meant);
    for (int group = 0; group < spellings.count(); group++) {
      Map<Integer, double[]> relations = new HashMap<>();
      for (int m : spellings.mentions(group)) {
        mention(rows[m], m, group, new Heard(beliefs, meant, unknown, groupsOf, types, relations));
      }
    }
    return rows;
  }

  /**
   * What the mentions of one spelling hear.
   *
   * @param meant by group: how likely each entity is meant
   * @param unknown by group: how likely NIL is
   * @param groupsOf groups that may mean each entity
   * @param types classes of what groups mean
   * @param relations of this group's candidates, as they are worked out
   */
  @SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
  private record Heard(
      Beliefs beliefs,
      List<Map<Integer, Double>> meant,
      double[] unknown,
      Map<Integer, List<Integer>> groupsOf,
      SharedTypes types,
      Map<Integer, double[]> relations) {}

  private void mention(double[][] rows, int m, int group, Heard heard) {
    List<OpenCandidate> candidates = document.mentions().get(m).candidates();
    double joined = 0;
    for (int c = 0; c < candidates.size(); c++) {
      int ordinal = candidates.get(c).ordinal();
      double[] row = rows[c];
      double[] relations =
          heard.relations.computeIfAbsent(ordinal, one -> relations(one, group, heard));
      LocalEvidence.set(row, LinkEvidence.DIRECT, relations[0]);
      LocalEvidence.set(row, LinkEvidence.DIRECT_RARE, relations[1]);
      LocalEvidence.set(row, LinkEvidence.SHARED, relations[2]);
      joined += relations[0] + relations[2];
      LocalEvidence.set(row, LinkEvidence.BESIDE, beside(m, ordinal, heard.beliefs));
      LocalEvidence.set(row, LinkEvidence.TYPE, heard.types.share(ordinal, group));
      LocalEvidence.set(row, LinkEvidence.OTHER_SPELLING, elsewhere(ordinal, group, heard));
      LocalEvidence.set(row, LinkEvidence.SAME_SPELLING, sameSpelling(m, ordinal, heard.beliefs));
      for (Spellings.Longer longer : spellings.longer(group)) {
        LinkEvidence evidence = evidence(longer.tie());
        double likely = heard.meant.get(longer.group()).getOrDefault(ordinal, 0.0);
        row[evidence.index()] = Math.max(row[evidence.index()], likely);
      }
    }
    double[] own = rows[candidates.size()];
    for (Spellings.Longer longer : spellings.longer(group)) {
      LinkEvidence evidence =
          longer.tie() == Spellings.Tie.SURNAME
              ? LinkEvidence.UNKNOWN_PERSON
              : LinkEvidence.UNKNOWN_LONGER;
      own[evidence.index()] = Math.max(own[evidence.index()], heard.unknown[longer.group()]);
    }
    LocalEvidence.set(own, LinkEvidence.UNKNOWN_SPELLING, sameNil(m, heard.beliefs));
    LocalEvidence.set(own, LinkEvidence.ALONE, joined == 0 ? 1 : 0);
  }

  private static LinkEvidence evidence(Spellings.Tie tie) {
    return switch (tie) {
      case SURNAME -> LinkEvidence.SURNAME_OF;
      case END -> LinkEvidence.END_OF;
      case BEGINNING -> LinkEvidence.BEGINNING_OF;
      case INITIALS -> LinkEvidence.INITIALS_OF;
    };
  }

  private List<Map<Integer, Double>> meant(Beliefs beliefs) {
    List<Map<Integer, Double>> meant = new ArrayList<>();
    for (int group = 0; group < spellings.count(); group++) {
      Map<Integer, Double> likely = new HashMap<>();
      List<Integer> speaking = spellings.speaking(group);
      for (int m : speaking) {
        List<OpenCandidate> candidates = document.mentions().get(m).candidates();
        for (int c = 0; c < candidates.size(); c++) {
          double share = beliefs.shares()[m][c] / speaking.size();
          likely.merge(candidates.get(c).ordinal(), share, Double::sum);
        }
      }
      meant.add(likely);
    }
    return meant;
  }

  private double[] unknown(Beliefs beliefs) {
    double[] unknown = new double[spellings.count()];
    for (int group = 0; group < unknown.length; group++) {
      List<Integer> speaking = spellings.speaking(group);
      for (int m : speaking) {
        unknown[group] += beliefs.nil()[m] / speaking.size();
      }
    }
    return unknown;
  }

  private static Map<Integer, List<Integer>> groupsOf(List<Map<Integer, Double>> meant) {
    Map<Integer, List<Integer>> groups = new HashMap<>();
    for (int group = 0; group < meant.size(); group++) {
      for (Map.Entry<Integer, Double> entity : meant.get(group).entrySet()) {
        if (entity.getValue() >= LEAST_BELIEF) {
          groups.computeIfAbsent(entity.getKey(), key -> new ArrayList<>()).add(group);
        }
      }
    }
    return groups;
  }

  /** Direct, rare and shared relations to the six most related other spellings. */
  private double[] relations(int ordinal, int group, Heard heard) {
    int index = related.index(ordinal);
    double[] sums = new double[3];
    if (index < 0) {
      return sums;
    }
    Relatedness.Ties ties = related.ties(index);
    Map<Integer, double[]> byGroup = new TreeMap<>();
    for (int t = 0; t < ties.others().length; t++) {
      int other = related.ordinal(ties.others()[t]);
      for (int theirs : heard.groupsOf.getOrDefault(other, List.of())) {
        if (theirs != group && !spellings.nested(group, theirs)) {
          double likely = heard.meant.get(theirs).getOrDefault(other, 0.0);
          double[] best = byGroup.computeIfAbsent(theirs, key -> new double[3]);
          best[0] = Math.max(best[0], ties.direct()[t] * likely);
          best[1] = Math.max(best[1], ties.rare()[t] * likely);
          best[2] = Math.max(best[2], ties.shared()[t] * likely);
        }
      }
    }
    for (int kind = 0; kind < sums.length; kind++) {
      int which = kind;
      sums[kind] =
          byGroup.values().stream()
              .mapToDouble(best -> -best[which])
              .sorted()
              .limit(RELATED)
              .reduce(0, (sum, value) -> sum - value);
    }
    return sums;
  }

  /**
   * The likeliest fact that joins an entity to what the mention behind a comma, or before, means.
   */
  private double beside(int m, int ordinal, Beliefs beliefs) {
    int index = related.index(ordinal);
    if (index < 0 || beside.get(m).isEmpty()) {
      return 0;
    }
    Relatedness.Ties ties = related.ties(index);
    double most = 0;
    for (int other : beside.get(m)) {
      for (int t = 0; t < ties.others().length; t++) {
        double fact = ties.direct()[t];
        if (fact > 0) {
          int theirs = related.ordinal(ties.others()[t]);
          most = Math.max(most, fact * beliefs.share(document.mentions(), other, theirs));
        }
      }
    }
    return most;
  }

  /** Mentions that stand alone with nothing but a comma and a space between them. */
  private static List<List<Integer>> beside(List<OpenMention> mentions, MentionPlaces places) {
    List<List<Integer>> beside = new ArrayList<>();
    for (int m = 0; m < mentions.size(); m++) {
      beside.add(new ArrayList<>());
    }
    for (int m = 0; m < mentions.size(); m++) {
      OpenMention one = mentions.get(m);
      for (int n = m + 1; n < mentions.size() && places.standsAlone(m); n++) {
        OpenMention other = mentions.get(n);
        int gap = other.span().start() - one.span().end();
        if (gap > COMMA) {
          break;
        }
        if (gap == COMMA && one.title() == other.title() && places.standsAlone(n)) {
          beside.get(m).add(n);
          beside.get(n).add(m);
        }
      }
    }
    return beside;
  }

  /** How likely another spelling, which is no part of this one, means an entity. */
  private double elsewhere(int ordinal, int group, Heard heard) {
    double most = 0;
    for (int other : heard.groupsOf.getOrDefault(ordinal, List.of())) {
      if (other != group && !spellings.nested(group, other)) {
        most = Math.max(most, heard.meant.get(other).getOrDefault(ordinal, 0.0));
      }
    }
    return most;
  }

  private double sameSpelling(int m, int ordinal, Beliefs beliefs) {
    return meanOfOthers(m, other -> beliefs.share(document.mentions(), other, ordinal));
  }

  private double sameNil(int m, Beliefs beliefs) {
    return meanOfOthers(m, other -> beliefs.nil()[other]);
  }

  /** The mean over the other speaking mentions of the same spelling; 0 where there is none. */
  private double meanOfOthers(int m, IntToDoubleFunction of) {
    double sum = 0;
    int count = 0;
    for (int other : spellings.speaking(spellings.group(m))) {
      if (other != m) {
        sum += of.applyAsDouble(other);
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
