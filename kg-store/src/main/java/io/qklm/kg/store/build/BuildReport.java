package io.qklm.kg.store.build;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.SnapshotManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What came of a build.
 *
 * @param folder the snapshot
 * @param digest the snapshot's digest, as {@link KnowledgeSnapshot#digest} gives it
 * @param counts what is in the snapshot
 * @param mergedEntities records of an entity that another record had named already
 * @param unknownSubjects facts left out because no entity has their subject's id
 * @param unknownObjects facts kept whose object is an id that no entity has
 * @param unknownSurfaces surface forms left out because no entity has their id
 * @param unusableSurfaces names left out because nothing is left of them after normalisation, or
 *     because they are too long
 * @param embedded entities whose vector was computed
 * @param precomputed entities whose code was known before
 * @param problems lines and records that could not be used
 * @param firstProblems the first of them, as sentences
 * @param skipped how much of the sources was left out
 * @param merging what came from which source, and what they disagree on
 * @param bytes size of all files
 * @param elapsed how long it took
 */
public record BuildReport(
    Path folder,
    String digest,
    SnapshotManifest.Counts counts,
    long mergedEntities,
    long unknownSubjects,
    long unknownObjects,
    long unknownSurfaces,
    long unusableSurfaces,
    long embedded,
    long precomputed,
    long problems,
    List<String> firstProblems,
    Skipped skipped,
    MergeReport merging,
    long bytes,
    Duration elapsed) {

  public BuildReport {
    firstProblems = List.copyOf(firstProblems);
  }
}
