package io.qklm.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a bundle's {@code manifest.json} says.
 *
 * @param formatVersion version of this form
 * @param name what provenance calls the model
 * @param description one line
 * @param licence SPDX identifier
 * @param hidden components of a hidden state
 * @param windowTokens tokens the encoder reads at once, special tokens included
 * @param files the bundle's other files
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BundleManifest(
    int formatVersion,
    String name,
    String description,
    String licence,
    int hidden,
    int windowTokens,
    List<File> files) {

  /** The newest form this code reads. */
  public static final int FORMAT_VERSION = 1;

  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public BundleManifest {
    if (formatVersion < 1 || formatVersion > FORMAT_VERSION) {
      throw new IllegalArgumentException(
          "it has format version "
              + formatVersion
              + "; this code reads 1 to "
              + FORMAT_VERSION
              + ", so use a newer QKLM Streams");
    }
    if (name == null || name.isBlank() || files == null || hidden < 1 || windowTokens < 3) {
      throw new IllegalArgumentException(
          "it needs a name, files, hidden of 1 or more and windowTokens of 3 or more");
    }
    files = List.copyOf(files);
  }

  /** The file that plays {@code role}. */
  public Optional<File> file(String role) {
    return files.stream().filter(file -> file.role().equals(role)).findFirst();
  }

  /**
   * One file of the bundle.
   *
   * @param role what it is for, such as {@code encoder}
   * @param path a plain file name inside the bundle
   * @param size bytes
   * @param sha256 digest in lower-case hex
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record File(String role, String path, long size, String sha256) {

    public File {
      if (role == null || path == null || sha256 == null || !SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "each of its files needs a role, a path and a SHA-256 of 64 hex digits");
      }
      if (path.isEmpty() || path.contains("/") || path.contains("\\") || path.startsWith(".")) {
        throw new IllegalArgumentException(
            "its file '" + path + "' is not a plain file name inside the bundle");
      }
    }
  }
}
