package io.qklm.kafka;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a record that had to be cut says of its whole self.
 *
 * @param originalBytes length of the whole value
 * @param originalSha256 SHA-256 of the whole value, in lower-case hex
 */
record Cut(long originalBytes, String originalSha256) {

  static Cut of(byte[] whole) {
    return new Cut(whole.length, sha256(whole));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
