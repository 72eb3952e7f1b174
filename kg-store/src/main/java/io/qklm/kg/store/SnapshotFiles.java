package io.qklm.kg.store;

import java.util.List;

/** The names of a snapshot's files besides those of the database and the manifest. */
final class SnapshotFiles {

  /** The codebooks, {@link io.qklm.kg.quantize.ProductQuantizer#toBytes}. */
  static final String QUANTIZER = "quantizer.pq";

  /** The alias index, as {@link io.qklm.kg.alias.AliasIndexWriter} writes it. */
  static final String ALIASES = "aliases.fst";

  static final String POSTINGS = "aliases.postings";

  /** Delta segments of the alias index lie in {@code aliases/<epoch, 19 digits>/}. */
  static final String ALIAS_DELTAS = "aliases";

  /** The folder of the database. */
  static final String DATABASE = "db";

  /** Says which of RocksDB's own manifests counts. */
  static final String CURRENT = DATABASE + "/CURRENT";

  /** What every manifest lists. */
  static final List<String> REQUIRED = List.of(QUANTIZER, ALIASES, POSTINGS, CURRENT);

  private SnapshotFiles() {}
}
