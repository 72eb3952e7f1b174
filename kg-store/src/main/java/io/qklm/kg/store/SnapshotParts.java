package io.qklm.kg.store;

import io.qklm.kg.alias.AliasIndex;
import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the parts of a snapshot's folder that are not its database. */
final class SnapshotParts {

  private static final long MAX_MANIFEST_BYTES = 16L << 20;

  private SnapshotParts() {}

  /** What the verifier has read is not read for Lucene's checksums again. */
  static AliasIndex aliases(Path folder, SnapshotManifest manifest) throws IOException {
    String prefix = SnapshotFiles.ALIAS_DELTAS + "/";
    String suffix = "/" + SnapshotFiles.ALIASES;
    List<Path> deltas =
        manifest.files().stream()
            .map(SnapshotManifest.FileEntry::path)
            .filter(path -> path.startsWith(prefix) && path.endsWith(suffix))
            .map(path -> path.substring(0, path.length() - suffix.length()))
            .sorted()
            .map(folder::resolve)
            .toList();
    return AliasIndex.open(folder, deltas, false);
  }

  static byte[] manifest(Path folder) throws IOException {
    Path file = folder.resolve(SnapshotManifest.FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new SnapshotException(
          "there is no snapshot in "
              + folder
              + ": "
              + SnapshotManifest.FILE_NAME
              + " is missing; build one with 'qklm kg build' or fetch it again");
    }
    if (Files.size(file) > MAX_MANIFEST_BYTES) {
      throw new SnapshotException(
          file + " is larger than " + MAX_MANIFEST_BYTES + " bytes; " + SnapshotException.REMEDY);
    }
    return Files.readAllBytes(file);
  }

  static ProductQuantizer quantizer(Path folder, SnapshotManifest manifest) throws IOException {
    Path file = folder.resolve(SnapshotFiles.QUANTIZER);
    ProductQuantizer quantizer;
    try {
      quantizer = ProductQuantizer.fromBytes(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw new SnapshotException(file + ": " + e.getMessage(), e);
    }
    if (quantizer.dimension() != manifest.embedding().dimension()
        || quantizer.subspaces() != manifest.embedding().subspaces()) {
      throw new SnapshotException(
          file + " has another shape than its manifest says; " + SnapshotException.REMEDY);
    }
    return quantizer;
  }
}
