package io.qklm.model.window;

import io.qklm.document.SegmentedText;
import io.qklm.model.encoding.Capitals;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.encoding.Tokens;
import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Lays a text out in windows of whole sentences; a sentence that is longer is cut at a word. */
public final class WindowLayout {

  private final TextTokenizer tokenizer;
  private final int room;

  /**
   * A layout that borrows the tokenizer.
   *
   * @param limit tokens of a window, special ones included, at least 8
   */
  public WindowLayout(TextTokenizer tokenizer, int limit) {
    if (limit < 8) {
      throw new IllegalArgumentException("a window needs at least 8 tokens, got " + limit);
    }
    this.tokenizer = tokenizer;
    this.room = limit - 2;
  }

  /**
   * A text, laid out.
   *
   * @param tokens of the whole text
   * @param windows in their order; none if the text has no token in a sentence
   */
  public record Laid(Tokens tokens, List<Window> windows) {

    public Laid {
      windows = List.copyOf(windows);
    }
  }

  /**
   * The windows of {@code text}. A mention that no window holds whole is left out.
   *
   * @param text with its blocks and sentences
   * @param mentions in the order of their spans
   */
  public Laid lay(SegmentedText text, List<CandidateMention> mentions) {
    Tokens tokens = tokenizer.tokenize(text.text());
    Cutter cutter = new Cutter(text, tokens, placed(tokens, mentions), new ArrayList<>());
    int from = 0;
    int to = 0;
    for (SegmentedText.Sentence sentence : text.sentences()) {
      int end = tokens.firstFrom(sentence.span().end());
      if (end - from > room && to > from) {
        cutter.add(from, to);
        from = to;
      }
      to = end;
      while (to - from > room) {
        int cut = wordBefore(tokens, from, from + room);
        cutter.add(from, cut);
        from = cut;
      }
    }
    if (to > from) {
      cutter.add(from, to);
    }
    return new Laid(tokens, cutter.windows());
  }

  /** A text of one window, cut to {@code limit} tokens, without mentions. */
  public Window head(String text, int limit) {
    Tokens tokens = tokenizer.tokenize(text);
    SegmentedText whole = new SegmentedText(text, List.of(), List.of(), List.of());
    Cutter cutter = new Cutter(whole, tokens, List.of(), new ArrayList<>());
    cutter.add(0, Math.min(tokens.size(), Math.min(room, limit)));
    return cutter.windows().get(0);
  }

  /** Where to cut before {@code limit}: at a word, unless a single word is longer. */
  private static int wordBefore(Tokens tokens, int from, int limit) {
    int cut = limit;
    while (cut > from + 1 && !tokens.words()[cut]) {
      cut--;
    }
    return cut > from + 1 ? cut : limit;
  }

  /** All mentions that have a token, their columns still counted over the whole text. */
  private static List<WindowMention> placed(Tokens tokens, List<CandidateMention> mentions) {
    List<WindowMention> placed = new ArrayList<>(mentions.size());
    for (CandidateMention mention : mentions) {
      int start = tokens.firstFrom(mention.span().start());
      int end = tokens.firstFrom(mention.span().end());
      if (start < end) {
        placed.add(new WindowMention(mention, start, end));
      }
    }
    return placed;
  }

  private final class Cutter {

    private final SegmentedText text;
    private final Tokens tokens;
    private final List<WindowMention> mentions;
    private final List<Window> windows;

    Cutter(SegmentedText text, Tokens tokens, List<WindowMention> mentions, List<Window> windows) {
      this.text = text;
      this.tokens = tokens;
      this.mentions = mentions;
      this.windows = windows;
    }

    List<Window> windows() {
      return windows;
    }

    void add(int from, int to) {
      int size = to - from;
      int[] ids = new int[size + 2];
      byte[] capitals = new byte[size + 2];
      Arrays.fill(capitals, (byte) Capitals.NONE.feature());
      ids[0] = tokenizer.first();
      ids[size + 1] = tokenizer.last();
      int[] words = new int[size];
      List<Span> spans = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int token = from + i;
        int start = tokens.starts()[token];
        int end = tokens.ends()[token];
        ids[i + 1] = (int) tokens.ids()[token];
        capitals[i + 1] = (byte) Capitals.of(text.text(), start, end).feature();
        if (tokens.words()[token] || i == 0) {
          words[spans.size()] = i + 1;
          spans.add(new Span(start, end));
        } else {
          Span begun = spans.remove(spans.size() - 1);
          spans.add(new Span(begun.start(), end));
        }
      }
      windows.add(
          new Window(
              from,
              ids,
              capitals,
              Arrays.copyOf(words, spans.size()),
              spans,
              WordJoint.of(text, spans),
              mentions.stream()
                  .filter(mention -> mention.start() >= from && mention.end() <= to)
                  .map(mention -> mention.shifted(1 - from))
                  .toList()));
    }
  }
}
