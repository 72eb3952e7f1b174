package io.qklm.kg.source.address;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/**
 * A digest that somebody published of a file.
 *
 * @param algorithm as Java names it
 * @param hex in small letters
 */
public record Digest(String algorithm, String hex) {

  /**
   * A digest by the name of its option.
   *
   * @throws IllegalArgumentException if it has not the digits of one
   */
  static Digest of(String hex, String option) {
    String small = hex.strip().toLowerCase(Locale.ROOT);
    Optional<Digest> digest = byLength(small);
    String algorithm = option.equals("md5") ? "MD5" : option.equals("sha1") ? "SHA-1" : "SHA-256";
    if (digest.isEmpty() || !digest.get().algorithm.equals(algorithm)) {
      throw new IllegalArgumentException(
          "the option '"
              + option
              + "' is '"
              + hex
              + "'; "
              + (option.equals("md5") ? 32 : option.equals("sha1") ? 40 : 64)
              + " hexadecimal digits are allowed");
    }
    return digest.get();
  }

  /** The digest that has so many digits, if one has. */
  static Optional<Digest> byLength(String hex) {
    String small = hex.toLowerCase(Locale.ROOT);
    if (!small.matches("[0-9a-f]+")) {
      return Optional.empty();
    }
    return switch (small.length()) {
      case 32 -> Optional.of(new Digest("MD5", small));
      case 40 -> Optional.of(new Digest("SHA-1", small));
      case 64 -> Optional.of(new Digest("SHA-256", small));
      default -> Optional.empty();
    };
  }

  MessageDigest start() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no " + algorithm, e);
    }
  }
}
