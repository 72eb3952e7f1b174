package io.qklm.kg.store.format;

import java.util.List;

/** The names of a snapshot's files besides those of the database and the manifest. */
public final class SnapshotFiles {

  /** The codebooks, {@link io.qklm.kg.quantize.ProductQuantizer#toBytes}. */
  public static final String QUANTIZER = "quantizer.pq";

  /** The alias index, as {@link io.qklm.kg.alias.AliasIndexWriter} writes it. */
  public static final String ALIASES = "aliases.fst";

  static final String POSTINGS = "aliases.postings";

  /** Delta segments of the alias index lie in {@code aliases/<epoch, 19 digits>/}. */
  public static final String ALIAS_DELTAS = "aliases";

  /** The folder of the database. */
  public static final String DATABASE = "db";

  /** Says which of RocksDB's own manifests counts. */
  public static final String CURRENT = DATABASE + "/CURRENT";

  /** What every manifest lists. */
  public static final List<String> REQUIRED = List.of(QUANTIZER, ALIASES, POSTINGS, CURRENT);

  private SnapshotFiles() {}
}
