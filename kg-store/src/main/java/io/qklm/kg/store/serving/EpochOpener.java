package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotManifest;
import io.qklm.kg.store.repository.EpochCatalog;
import io.qklm.kg.store.repository.EpochFetcher;
import io.qklm.kg.store.repository.EpochFetcher.Fetch;
import io.qklm.kg.store.repository.EpochName;
import java.io.IOException;
import java.util.Optional;

/** Brings an epoch from the repository to an open, verified, warm snapshot. */
final class EpochOpener {

  /** An epoch that is ready to serve. */
  record Ready(KnowledgeSnapshot snapshot, Fetch fetch) {}

  private final EpochCatalog catalog;
  private final EpochFetcher fetcher;
  private final KnowledgeSnapshot.Options opening;

  EpochOpener(EpochCatalog catalog, EpochFetcher fetcher, KnowledgeSnapshot.Options opening) {
    this.catalog = catalog;
    this.fetcher = fetcher;
    this.opening = opening;
  }

  /**
   * Fetches, verifies, opens and warms.
   *
   * @param embedding the embedder digest that its vectors must have, any when empty
   * @param inForce what was verified already
   * @throws IOException if the epoch cannot be served; nothing stays open
   */
  Ready open(EpochName epoch, Optional<String> embedding, Optional<KnowledgeSnapshot> inForce)
      throws IOException {
    SnapshotManifest manifest = catalog.manifest(epoch);
    if (manifest.epoch() != epoch.number()) {
      throw new SnapshotException(
          "its manifest says that it is epoch " + manifest.epoch() + "; publish it again");
    }
    String found = manifest.embedding().digest();
    if (embedding.isPresent() && !embedding.get().equals(found)) {
      throw new SnapshotException(
          "its vectors are of the embedder "
              + found
              + " and the model here reads those of "
              + embedding.get()
              + "; build it with this model, or start the job with the model of that epoch");
    }
    Fetch fetch = fetcher.fetch(epoch);
    KnowledgeSnapshot snapshot =
        inForce.isPresent()
            ? KnowledgeSnapshot.openNext(fetch.folder(), opening, inForce.get())
            : KnowledgeSnapshot.open(fetch.folder(), opening);
    try {
      SnapshotWarmer.warm(snapshot);
    } catch (RuntimeException e) {
      snapshot.close();
      throw new SnapshotException(
          "it opens but cannot be read (" + e.getMessage() + "); build and publish it again", e);
    }
    return new Ready(snapshot, fetch);
  }
}
