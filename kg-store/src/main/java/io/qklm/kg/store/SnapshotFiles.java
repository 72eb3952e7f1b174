package io.qklm.kg.store;

/** The names of a snapshot's files besides those of the database and the manifest. */
final class SnapshotFiles {

  /** The codebooks, {@link io.qklm.kg.quantize.ProductQuantizer#toBytes}. */
  static final String QUANTIZER = "quantizer.pq";

  private SnapshotFiles() {}
}
