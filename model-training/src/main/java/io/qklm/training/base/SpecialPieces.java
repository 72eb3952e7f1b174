package io.qklm.training.base;

/**
 * The word pieces of a BERT vocabulary that are no words.
 *
 * @param padding {@code [PAD]}
 * @param unknown {@code [UNK]}
 * @param first {@code [CLS]}, before a text
 * @param last {@code [SEP]}, after it
 * @param mask {@code [MASK]}, where a word is hidden
 * @param firstOrdinary the first piece that is neither special nor kept free
 */
public record SpecialPieces(
    int padding, int unknown, int first, int last, int mask, int firstOrdinary) {}
