package io.qklm.training.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.qklm.training.knowledge.EntityVectors;
import java.util.List;

/**
 * How the knowledge takes part in a run.
 *
 * @param candidates entities of a mention at most
 * @param injects whether it enters the states; without, candidates only reach the link head
 * @param facts files of further facts that questions are asked about
 * @param vectors of the entities; absent for their own
 */
public record KnowledgeEntry(
    @JsonProperty(required = true) int candidates,
    @JsonProperty(required = true) boolean injects,
    List<String> facts,
    EntityVectors vectors) {

  @SuppressWarnings("NullAway") // absent in most configurations
  public KnowledgeEntry {
    vectors = vectors == null ? EntityVectors.OWN : vectors;
    facts = facts == null ? List.of() : List.copyOf(facts);
  }
}
