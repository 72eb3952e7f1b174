package io.qklm.model.large;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.regex.Pattern;

/**
 * A base model as a jar in a Maven repository: a zip within the jar has its files.
 *
 * @param name what the base is called, as {@code bert-base-cased}
 * @param licence SPDX identifier
 * @param coordinates {@code GROUP:ARTIFACT:VERSION}
 * @param entry the zip's name within the jar
 * @param vocabulary word pieces, one a line, in the order of their ids
 * @param weights 32-bit floats, little endian
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record BaseArtifact(
    String name, String licence, String coordinates, String entry, Part vocabulary, Part weights) {

  private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+:[\\w.-]+:[\\w.-]+");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public BaseArtifact {
    if (name == null
        || coordinates == null
        || !COORDINATES.matcher(coordinates).matches()
        || entry == null
        || vocabulary == null
        || weights == null) {
      throw new IllegalArgumentException(
          "its base needs a name, coordinates of the form GROUP:ARTIFACT:VERSION, an entry, a"
              + " vocabulary and weights");
    }
  }

  /**
   * A file of the zip.
   *
   * @param path its name there
   * @param sha256 of its bytes, in hex
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Part(String path, String sha256) {

    public Part {
      if (path == null || sha256 == null || !SHA256.matcher(sha256).matches()) {
        throw new IllegalArgumentException(
            "each file of its base needs a path and a SHA-256 of 64 hex digits");
      }
    }
  }
}
