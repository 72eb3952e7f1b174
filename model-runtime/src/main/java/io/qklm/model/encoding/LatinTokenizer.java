package io.qklm.model.encoding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Cuts text into the word pieces of an uncased BERT vocabulary, just as the native tokenizer does
 * and many times as fast: that one makes objects of every token on its way through JNI. Words with
 * any character beyond {@link LatinCharacters} are still left to it; white space parts words in
 * both, so what is between two spaces can be cut alone. Safe for any number of threads.
 */
final class LatinTokenizer {

  /** The lower half of what the tree says. */
  private static final long ID = 0xFFFF_FFFFL;

  private static final Tokens NOTHING =
      new Tokens(new long[0], new int[0], new int[0], new boolean[0]);

  private final PieceTree tree;
  private final LatinCharacters characters;
  private final int unknown;
  private final int longest;
  private final Function<String, Tokens> whole;

  private LatinTokenizer(
      PieceTree tree,
      LatinCharacters characters,
      int unknown,
      int longest,
      Function<String, Tokens> whole) {
    this.tree = tree;
    this.characters = characters;
    this.unknown = unknown;
    this.longest = longest;
    this.whole = whole;
  }

  /**
   * The tokenizer of a file, if it is an uncased BERT one.
   *
   * @param file a {@code tokenizer.json} in Hugging Face's form
   * @param whole the native tokenizer of the same file
   */
  static Optional<LatinTokenizer> of(JsonNode file, Function<String, Tokens> whole) {
    JsonNode model = file.path("model");
    JsonNode vocabulary = model.path("vocab");
    JsonNode unknown = vocabulary.path(model.path("unk_token").asText());
    String prefix = model.path("continuing_subword_prefix").asText();
    if (!isUncasedBert(file) || !unknown.isInt() || prefix.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Integer> pieces = new HashMap<>();
    vocabulary.properties().forEach(piece -> pieces.put(piece.getKey(), piece.getValue().asInt()));
    StringBuilder special = new StringBuilder();
    file.path("added_tokens")
        .forEach(added -> special.append(added.path("content").asText(), 0, 1));
    return Optional.of(
        new LatinTokenizer(
            new PieceTree(pieces, prefix),
            new LatinCharacters(special.toString()),
            unknown.asInt(),
            model.path("max_input_chars_per_word").asInt(),
            whole));
  }

  private static boolean isUncasedBert(JsonNode file) {
    JsonNode normalizer = file.path("normalizer");
    return normalizer.path("type").asText().equals("BertNormalizer")
        && normalizer.path("clean_text").asBoolean()
        && normalizer.path("lowercase").asBoolean()
        // Where nothing is said, small letters lose their accents too.
        && normalizer.path("strip_accents").asBoolean(true)
        && file.path("pre_tokenizer").path("type").asText().equals("BertPreTokenizer")
        && file.path("model").path("type").asText().equals("WordPiece");
  }

  /** The tokens of a well-formed text. */
  Tokens tokenize(String text) {
    StringBuilder strange = new StringBuilder();
    for (int from = begin(text, 0); from < text.length(); ) {
      int to = end(text, from);
      if (!isLatin(text, from, to)) {
        strange.append(text, from, to).append(' ');
      }
      from = begin(text, to);
    }
    Cut cut = new Cut(text, strange.isEmpty() ? NOTHING : whole.apply(strange.toString()));
    for (int from = begin(text, 0); from < text.length(); ) {
      int to = end(text, from);
      if (isLatin(text, from, to)) {
        cut.latin(from, to);
      } else {
        cut.strange(from, to);
      }
      from = begin(text, to);
    }
    return cut.tokens();
  }

  private static int begin(String text, int from) {
    int at = from;
    while (at < text.length() && LatinCharacters.isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static int end(String text, int from) {
    int at = from;
    while (at < text.length() && !LatinCharacters.isSpace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private boolean isLatin(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!characters.has(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** The tokens of one text as they come. */
  private final class Cut {

    private final String text;
    private final char[] folded;

    /** Tokens of the strange words, which stand one behind the other with a space after each. */
    private final Tokens strange;

    private int strangeToken;
    private int strangeStart;

    private long[] ids;
    private int[] starts;
    private int[] ends;
    private boolean[] words;
    private int size;

    Cut(String text, Tokens strange) {
      this.text = text;
      this.folded = new char[text.length()];
      this.strange = strange;
      int room = text.length() / 3 + 8;
      this.ids = new long[room];
      this.starts = new int[room];
      this.ends = new int[room];
      this.words = new boolean[room];
    }

    /** Adds what the native tokenizer made of the next strange word. */
    void strange(int from, int to) {
      int shift = from - strangeStart;
      strangeStart += to - from + 1;
      boolean first = true;
      while (strangeToken < strange.size() && strange.starts()[strangeToken] < strangeStart) {
        add(
            strange.ids()[strangeToken],
            strange.starts()[strangeToken] + shift,
            strange.ends()[strangeToken] + shift,
            first || strange.words()[strangeToken]);
        first = false;
        strangeToken++;
      }
    }

    /** Adds the words and signs of a stretch without white space. */
    void latin(int from, int to) {
      for (int i = from; i < to; i++) {
        folded[i] = characters.folded(text.charAt(i));
      }
      int start = from;
      while (start < to) {
        int end = start + 1;
        if (!characters.standsAlone(text.charAt(start))) {
          while (end < to && !characters.standsAlone(text.charAt(end))) {
            end++;
          }
        }
        word(start, end);
        start = end;
      }
    }

    private void word(int from, int to) {
      int before = size;
      int at = to - from > longest ? to : from;
      int root = PieceTree.FIRST;
      while (at < to) {
        long piece = tree.longest(root, folded, at, to);
        if (piece == PieceTree.NONE) {
          size = before;
          break;
        }
        int end = (int) (piece >>> Integer.SIZE);
        add(piece & ID, at, end, root == PieceTree.FIRST);
        root = PieceTree.NEXT;
        at = end;
      }
      if (size == before) {
        add(unknown, from, to, true);
      }
    }

    private void add(long id, int start, int end, boolean word) {
      if (size == ids.length) {
        int room = size * 2;
        ids = Arrays.copyOf(ids, room);
        starts = Arrays.copyOf(starts, room);
        ends = Arrays.copyOf(ends, room);
        words = Arrays.copyOf(words, room);
      }
      ids[size] = id;
      starts[size] = start;
      ends[size] = end;
      words[size] = word;
      size++;
    }

    Tokens tokens() {
      return new Tokens(
          Arrays.copyOf(ids, size),
          Arrays.copyOf(starts, size),
          Arrays.copyOf(ends, size),
          Arrays.copyOf(words, size));
    }
  }
}
