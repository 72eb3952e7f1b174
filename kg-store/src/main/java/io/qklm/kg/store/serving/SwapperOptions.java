package io.qklm.kg.store.serving;

import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.KnowledgeStore;
import io.qklm.kg.store.repository.EpochName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * How a process serves the epochs of a repository.
 *
 * @param cache local folder for fetched epochs; made if it is missing
 * @param opening how snapshots are opened
 * @param maxOpen most epochs open at a time, at least 2
 * @param holder who holds the leases: letters, digits, points and hyphens, unique to the process
 * @param leaseLength how long a lease lasts that is not renewed, as of a process that was killed;
 *     at least a second
 * @param embedding the embedder digest that the model reads; that of the first epoch when empty
 * @param first the epoch to begin with; the one in force in the repository when empty
 */
public record SwapperOptions(
    Path cache,
    KnowledgeSnapshot.Options opening,
    int maxOpen,
    String holder,
    Duration leaseLength,
    Optional<String> embedding,
    Optional<EpochName> first) {

  /** Long enough to outlive a pause of the repository, short enough to free what a crash left. */
  private static final Duration LEASE_LENGTH = Duration.ofMinutes(10);

  public SwapperOptions {
    if (leaseLength.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a lease lasts at least a second, got " + leaseLength);
    }
  }

  /** Serves from a cache with the defaults of this build and a holder of its own. */
  public static SwapperOptions caching(Path cache) {
    return new SwapperOptions(
        cache,
        KnowledgeSnapshot.Options.defaults(),
        KnowledgeStore.DEFAULT_MAX_OPEN,
        "worker-" + UUID.randomUUID(),
        LEASE_LENGTH,
        Optional.empty(),
        Optional.empty());
  }

  /** The same with another way of opening. */
  public SwapperOptions withOpening(KnowledgeSnapshot.Options wanted) {
    return new SwapperOptions(cache, wanted, maxOpen, holder, leaseLength, embedding, first);
  }

  /** The same with another limit of open epochs. */
  public SwapperOptions withMaxOpen(int wanted) {
    return new SwapperOptions(cache, opening, wanted, holder, leaseLength, embedding, first);
  }

  /** The same for the model that reads vectors of this embedder alone. */
  public SwapperOptions forEmbedding(String digest) {
    return new SwapperOptions(
        cache, opening, maxOpen, holder, leaseLength, Optional.of(digest), first);
  }

  /** The same beginning with an epoch, as a restored job does. */
  public SwapperOptions beginningWith(EpochName epoch) {
    return new SwapperOptions(
        cache, opening, maxOpen, holder, leaseLength, embedding, Optional.of(epoch));
  }

  /** The same with leases of another length. */
  public SwapperOptions withLeaseLength(Duration wanted) {
    return new SwapperOptions(cache, opening, maxOpen, holder, wanted, embedding, first);
  }
}
