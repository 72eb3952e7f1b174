package io.qklm.stories.cluster;

/** What speaks for or against a document's belonging to a story. */
public enum Clue {
  /** Always 1. */
  BIAS,
  /** Cosine of the words with those of the whole story. */
  TERMS,
  /** Cosine of the words with those of the nearest of its latest documents. */
  NEAREST,
  /** Cosine of the names, each weighed by its rarity among live stories. */
  NAMES,
  /** Rarity of the rarest name in common, from 0 to 1. */
  RAREST,
  /** Cosine of the vectors; 0 without. */
  VECTOR,
  /** {@link #TERMS} times {@link #NAMES}: both together say more than their sum. */
  TERMS_AND_NAMES,
  /** {@link #TERMS} times {@link #VECTOR}. */
  TERMS_AND_VECTOR,
  /** Square of {@link #TERMS}. */
  TERMS_SQUARED,
  /** Square of {@link #VECTOR}. */
  VECTOR_SQUARED,
  /** 1 where document or story names nobody. */
  NAMELESS,
  /** Logarithm of the hours since its last document, or to its first; 0 where a time is missing. */
  GAP,
  /** Logarithm of the days since its first document; 0 where a time is missing. */
  AGE,
  /** Logarithm of its different documents. */
  SIZE,
  /** Logarithm of the document's terms, less 3. */
  LENGTH,
  /** {@link #LENGTH} times {@link #TERMS}: long texts have more words in common. */
  LENGTH_AND_TERMS
}
