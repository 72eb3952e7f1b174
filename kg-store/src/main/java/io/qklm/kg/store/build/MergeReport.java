package io.qklm.kg.store.build;

import java.util.List;

/**
 * What of a build came from where, and what its sources disagree on.
 *
 * @param sources in their order
 * @param joinedRecords records that came under another id of their entity
 * @param idConflicts ids that are said to stand for several entities, or lead in a circle
 * @param kindConflicts entities whose sources name different kinds
 * @param dateConflicts entities with several dates of birth, death or foundation
 * @param firstConflicts the first of them, as sentences
 * @param unknownAdditions names and counts left out because no entity has their id
 * @param unrelated relations for resolution left out because no entity has their object's id
 */
public record MergeReport(
    List<Share> sources,
    long joinedRecords,
    long idConflicts,
    long kindConflicts,
    long dateConflicts,
    List<String> firstConflicts,
    long unknownAdditions,
    long unrelated) {

  /**
   * The part of one source.
   *
   * @param description as the source says
   * @param entities records of entities that it gave
   * @param facts that it gave
   * @param names surface forms that it counted and names it gave apart from records
   * @param sole entities that it alone knows
   * @param shared entities that others know too
   */
  public record Share(
      String description, long entities, long facts, long names, long sole, long shared) {}

  public MergeReport {
    sources = List.copyOf(sources);
    firstConflicts = List.copyOf(firstConflicts);
  }
}
