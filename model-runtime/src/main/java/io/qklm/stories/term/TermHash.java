package io.qklm.stories.term;

/** Numbers for words: FNV-1a over UTF-16 units, stirred by the finalizer of MurmurHash3. */
public final class TermHash {

  private static final int BASIS = 0x811C9DC5;
  private static final int PRIME = 0x01000193;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private TermHash() {}

  /** 32 bits of a word. */
  public static int of(CharSequence word) {
    int hash = BASIS;
    for (int i = 0; i < word.length(); i++) {
      hash = (hash ^ word.charAt(i)) * PRIME;
    }
    hash = (hash ^ (hash >>> 16)) * 0x85EBCA6B;
    hash = (hash ^ (hash >>> 13)) * 0xC2B2AE35;
    return hash ^ (hash >>> 16);
  }

  /** 64 bits of a number: SplitMix64 (Steele, Lea and Flood 2014). */
  public static long mix(long value) {
    long z = value + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
