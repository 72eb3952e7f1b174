package io.qklm.benchmarks.linking;

import io.qklm.document.Document;
import io.qklm.document.MentionExplanation;
import io.qklm.model.Qklm;
import io.qklm.text.Span;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the engine weighed at each place of a document.
 *
 * @param bySpan ids of entities by the mention's code points
 */
public record WeighedCandidates(Map<Span, Set<String>> bySpan) {

  /** Those of {@code document}; costs about as much as enriching it. */
  public static WeighedCandidates of(Qklm qklm, Document document) {
    Map<Span, Set<String>> bySpan = new HashMap<>();
    for (MentionExplanation mention : qklm.explain(document)) {
      Set<String> ids = bySpan.computeIfAbsent(mention.span(), span -> new HashSet<>());
      mention.candidates().forEach(candidate -> ids.add(candidate.id().value()));
    }
    return new WeighedCandidates(bySpan);
  }

  /** Whether any of {@code ids} was weighed at {@code span}. */
  public boolean hold(Span span, Collection<String> ids) {
    return ids.stream().anyMatch(bySpan.getOrDefault(span, Set.of())::contains);
  }
}
