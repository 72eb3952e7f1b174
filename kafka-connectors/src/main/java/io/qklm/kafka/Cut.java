package io.qklm.kafka;

import io.qklm.kg.store.files.Sha256;

/**
 * What a record that had to be cut says of its whole self.
 *
 * @param originalBytes length of the whole value
 * @param originalSha256 SHA-256 of the whole value, in lower-case hex
 */
record Cut(long originalBytes, String originalSha256) {

  static Cut of(byte[] whole) {
    return new Cut(whole.length, Sha256.hexOf(whole));
  }
}
