package io.qklm.kg.store;

/** The epoch in force. Readers hold a lease; an epoch closes when its last lease ends. */
public final class KnowledgeStore implements AutoCloseable {

  /** The right to read one snapshot until closed. */
  public interface Lease extends AutoCloseable {

    /** The snapshot, open at least as long as the lease. */
    KnowledgeSnapshot snapshot();

    /** Gives the lease back; a second call does nothing. */
    @Override
    void close();
  }

  /** Takes over {@code first}: from now on the store closes it. */
  public KnowledgeStore(KnowledgeSnapshot first) {}

  /**
   * The snapshot in force.
   *
   * @throws IllegalStateException if the store is closed
   */
  public Lease lease() {
    throw new IllegalStateException("not yet");
  }

  /** Puts {@code next} in force and takes it over; the one before closes with its last lease. */
  public void swap(KnowledgeSnapshot next) {
    throw new IllegalStateException("not yet");
  }

  /** No more leases; the snapshot in force closes with its last lease. */
  @Override
  public void close() {}
}
