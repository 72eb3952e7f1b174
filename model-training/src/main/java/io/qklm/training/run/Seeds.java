package io.qklm.training.run;

/** Seeds out of a seed and a place, unrelated for neighbouring places. */
public final class Seeds {

  private Seeds() {}

  /** Mixes both (the finalizer of SplitMix64, Steele et al. 2014). */
  public static long mix(long seed, long place) {
    long z = seed + place * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
