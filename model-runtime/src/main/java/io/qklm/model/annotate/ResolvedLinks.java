package io.qklm.model.annotate;

import io.qklm.kg.EntityKind;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.resolve.OpenCandidate;
import io.qklm.model.resolve.OpenMention;
import io.qklm.model.resolve.Resolver;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a document's mentions mean after they have heard each other, as links. */
final class ResolvedLinks {

  private final OpenReading reading;
  private final Resolver.Resolution resolution;

  ResolvedLinks(OpenReading reading, Resolver.Resolution resolution) {
    this.reading = reading;
    this.resolution = resolution;
  }

  /**
   * The likeliest entity of every mention of a part, overlapping ones too.
   *
   * @param title whether of the title
   */
  List<ScoredLink> links(boolean title) {
    List<ScoredLink> links = new ArrayList<>();
    List<OpenMention> mentions = resolution.document().mentions();
    for (int m = 0; m < mentions.size(); m++) {
      OpenMention mention = mentions.get(m);
      if (mention.title() == title && !mention.candidates().isEmpty()) {
        links.add(link(mention, resolution.beliefs().shares()[m]));
      }
    }
    return links;
  }

  private ScoredLink link(OpenMention mention, double[] shares) {
    int best = 0;
    Map<EntityKind, ScoredLink.OfKind> ofKinds = new EnumMap<>(EntityKind.class);
    for (int c = 0; c < shares.length; c++) {
      best = shares[c] > shares[best] ? c : best;
      int ordinal = mention.candidates().get(c).ordinal();
      EntityKind kind = reading.entity(ordinal).kind();
      ScoredLink.OfKind known = ofKinds.get(kind);
      if (known == null || shares[c] > known.score()) {
        ofKinds.put(kind, new ScoredLink.OfKind(ordinal, shares[c]));
      }
    }
    boolean sole = mention.candidates().size() == 1 && !mention.inside();
    return new ScoredLink(
        mention.span(), mention.candidates().get(best).ordinal(), shares[best], sole, ofKinds);
  }

  /**
   * All that the mentions of a part may mean, in the order of their spans.
   *
   * @param title whether of the title
   */
  List<WeighedMention> weighed(boolean title) {
    List<WeighedMention> weighed = new ArrayList<>();
    List<OpenMention> mentions = resolution.document().mentions();
    for (int m = 0; m < mentions.size(); m++) {
      OpenMention mention = mentions.get(m);
      if (mention.title() == title && !mention.candidates().isEmpty()) {
        List<WeighedMention.Weighed> candidates = new ArrayList<>();
        for (int c = 0; c < mention.candidates().size(); c++) {
          OpenCandidate candidate = mention.candidates().get(c);
          candidates.add(
              new WeighedMention.Weighed(
                  reading.entity(candidate.ordinal()),
                  Math.exp(candidate.logPrior()),
                  resolution.beliefs().shares()[m][c]));
        }
        weighed.add(WeighedMention.of(mention.span(), candidates));
      }
    }
    return weighed;
  }
}
