package io.qklm.text;

/** Skeleton: the rules follow. */
public final class SurfaceNormalizer {

  /** Normalises a text of any length; linear time. */
  public AlignedText normalize(String text) {
    throw new UnsupportedOperationException("not yet: " + text.length());
  }

  /** The key under which a surface form is filed: {@code normalize(surface).text()}. */
  public String key(String surface) {
    return normalize(surface).text();
  }
}
