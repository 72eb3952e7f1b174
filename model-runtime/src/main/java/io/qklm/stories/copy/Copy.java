package io.qklm.stories.copy;

/**
 * A text that stood in an earlier document.
 *
 * @param original id of the earlier document
 * @param kind how much of it
 * @param similarity from 0 to 1: the share of word triples that both have among all that either has
 *     (Jaccard's index), or for {@link CopyKind#PARTIAL} among those of the shorter text
 */
public record Copy(String original, CopyKind kind, double similarity) {}
