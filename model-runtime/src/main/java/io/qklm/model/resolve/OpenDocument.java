package io.qklm.model.resolve;

import java.util.List;
import java.util.Map;

/**
 * All that was read of a document and is to be decided on.
 *
 * @param mentions those of the title first, then by their spans; they may overlap
 * @param names that the network reads in it
 * @param entities all that a mention may mean, by ordinal
 * @param degrees of what two of these have in common, by ordinal
 */
public record OpenDocument(
    List<OpenMention> mentions,
    List<SaidName> names,
    Map<Integer, OpenEntity> entities,
    Map<Integer, Integer> degrees) {

  public OpenDocument {
    mentions = List.copyOf(mentions);
    names = List.copyOf(names);
    entities = Map.copyOf(entities);
    degrees = Map.copyOf(degrees);
  }

  /** The entity of an ordinal that a mention has as candidate. */
  public OpenEntity entity(int ordinal) {
    OpenEntity entity = entities.get(ordinal);
    if (entity == null) {
      throw new IllegalArgumentException("candidate " + ordinal + " is not in the document");
    }
    return entity;
  }
}
