package io.qklm.kg.source.address;

import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Opens what a person names: a path, or an address. */
public final class Addresses {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://?.*");
  private static final int MOST_SUMS_BYTES = 16 << 20;

  private Addresses() {}

  /** Whether a place is an address and no path. */
  public static boolean isAddress(String place) {
    return SCHEME.matcher(place).matches() || place.startsWith("file:");
  }

  /**
   * The file at a place; nothing is opened yet.
   *
   * @throws IllegalArgumentException if the address is of a kind that is not read
   */
  public static SourceFile open(String place, AddressOptions options) {
    SourceFile file = plain(place, options);
    if (options.digest().isPresent() || options.sums().isPresent()) {
      return new VerifiedFile(file, () -> published(place, options));
    }
    return file;
  }

  private static SourceFile plain(String place, AddressOptions options) {
    if (!isAddress(place)) {
      return SourceFile.of(Path.of(place));
    }
    URI address;
    try {
      address = URI.create(place);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + place + "' is no address: " + e.getMessage(), e);
    }
    String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    switch (scheme) {
      case "file" -> {
        if (address.getPath() == null || address.getPath().isEmpty()) {
          throw new IllegalArgumentException(
              "'" + place + "' names no file; file:/folder/file does");
        }
        return SourceFile.of(Path.of(address.getPath()));
      }
      case "http", "https" -> {
        if (address.getHost() == null) {
          throw new IllegalArgumentException("'" + place + "' names no host");
        }
        return new HttpFile(mirrored(address, options), options.proxy(), Patience.USUAL);
      }
      case "s3" -> {
        return new S3File(address);
      }
      default ->
          throw new IllegalArgumentException(
              "'"
                  + place
                  + "' is an address of a kind that is not read; https://, http://, s3:// and file:"
                  + " are");
    }
  }

  /** The same path on the mirror. */
  private static URI mirrored(URI address, AddressOptions options) {
    if (options.mirror().isEmpty()) {
      return address;
    }
    String base = options.mirror().get().toString().replaceFirst("/+$", "");
    String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    return URI.create(base + address.getRawPath() + query);
  }

  /** The digest that was published. */
  private static Digest published(String place, AddressOptions options) throws IOException {
    if (options.digest().isPresent()) {
      return options.digest().get();
    }
    String sums = options.sums().orElseThrow();
    String name = place.replaceFirst("[?#].*$", "").replaceFirst("^.*/", "");
    String text;
    try (InputStream in =
        plain(
                sums,
                new AddressOptions(
                    Optional.empty(), Optional.empty(), options.proxy(), Optional.empty()))
            .open(0)) {
      byte[] bytes = in.readNBytes(MOST_SUMS_BYTES + 1);
      if (bytes.length > MOST_SUMS_BYTES) {
        throw new SourceFailure(sums + " has more than 16 MB, so it is no file of digests");
      }
      text = new String(bytes, StandardCharsets.UTF_8);
    }
    for (String line : text.lines().toList()) {
      String[] parts = line.strip().split("\\s+", 2);
      if (parts.length == 2
          && parts[1].replaceFirst("^[*]?(?:.*/)?", "").equals(name)
          && Digest.byLength(parts[0]).isPresent()) {
        return Digest.byLength(parts[0]).get();
      }
    }
    throw new SourceFailure(
        sums + " has no digest of '" + name + "'; name the file of digests that lists it");
  }

  /**
   * How long a connection is waited for.
   *
   * @param silence without a byte, after which a connection counts as dead
   * @param pause before the second try; each further one is twice as long
   * @param tries in a row that bring nothing, after which the reading fails
   */
  record Patience(Duration silence, Duration pause, int tries) {
    static final Patience USUAL = new Patience(Duration.ofSeconds(60), Duration.ofSeconds(1), 8);
  }
}
