package io.qklm.kg.source.address;

import io.qklm.kg.source.SourceOptions;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How an address is read.
 *
 * @param digest of all its bytes, if it was published: {@code md5}, {@code sha1} or {@code sha256}
 * @param sums address or path of a file of such digests, a line {@code digest name} each
 * @param proxy {@code http://host:port} to go through
 * @param mirror what takes the place of the address up to its path
 */
public record AddressOptions(
    Optional<Digest> digest, Optional<String> sums, Optional<URI> proxy, Optional<URI> mirror) {

  public static final Set<String> KEYS = Set.of("md5", "sha1", "sha256", "sums", "proxy", "mirror");

  /** Nothing but the address. */
  public static final AddressOptions NONE =
      new AddressOptions(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** The keys of a format with those of addresses. */
  public static Set<String> with(Set<String> keys) {
    Set<String> all = new TreeSet<>(KEYS);
    all.addAll(keys);
    return all;
  }

  /**
   * Reads options.
   *
   * @throws IllegalArgumentException if a digest or an address is none, or there are two digests
   */
  public static AddressOptions of(SourceOptions options) {
    Optional<Digest> digest = Optional.empty();
    for (String key : new String[] {"md5", "sha1", "sha256"}) {
      String given = options.values().get(key);
      if (given != null) {
        if (digest.isPresent()) {
          throw new IllegalArgumentException("two digests are given; one of them is enough");
        }
        digest = Optional.of(Digest.of(given, key));
      }
    }
    return new AddressOptions(
        digest,
        Optional.ofNullable(options.values().get("sums")),
        uri(options, "proxy"),
        uri(options, "mirror"));
  }

  private static Optional<URI> uri(SourceOptions options, String key) {
    String given = options.values().get(key);
    if (given == null) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(given);
      if (uri.getHost() != null && uri.getScheme() != null && uri.getScheme().matches("https?")) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // Said below, with what is allowed.
    }
    throw new IllegalArgumentException(
        "the option '"
            + key
            + "' is '"
            + given
            + "'; an address such as http://host:8080 is allowed");
  }
}
