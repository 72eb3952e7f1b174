package io.qklm.kg.store.change;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.SnapshotManifest;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What came of a delta.
 *
 * @param folder the snapshot
 * @param epoch its number
 * @param digest its digest, as {@link KnowledgeSnapshot#digest} gives it
 * @param counts what is in the snapshot
 * @param added entities that are new
 * @param changed entities that were known, or retired, and have a new record
 * @param retired entities that are retired from now on
 * @param unknownRetired retirements left out because no entity had the id
 * @param unknownObjects facts kept whose object is an id that no entity has
 * @param newBytes size of the files that are not shared with the parent
 * @param elapsed how long it took
 */
public record DeltaReport(
    Path folder,
    long epoch,
    String digest,
    SnapshotManifest.Counts counts,
    long added,
    long changed,
    long retired,
    long unknownRetired,
    long unknownObjects,
    long newBytes,
    Duration elapsed) {}
