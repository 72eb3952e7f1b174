package io.qklm.training.task;

import io.qklm.training.head.MentionLabel;
import io.qklm.training.model.TokenRow;
import java.util.List;

/**
 * A sentence, or a window of a long one, as the network reads it.
 *
 * @param row tokens with special ones
 * @param firstTokens place in the row of each word's first token; -1 for a word without tokens
 * @param labels of the words
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record EncodedSentence(TokenRow row, int[] firstTokens, List<MentionLabel> labels) {

  public EncodedSentence {
    labels = List.copyOf(labels);
  }
}
