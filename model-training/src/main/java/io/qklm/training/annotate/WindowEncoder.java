package io.qklm.training.annotate;

import io.qklm.document.SentenceSplitter;
import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import io.qklm.training.annotate.AnnotatedWindow.WindowMention;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.head.MentionLabel;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.Capitals;
import io.qklm.training.model.TokenRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Lays a text out in windows of whole sentences; a sentence that is longer is cut at a word. */
public final class WindowEncoder {

  private final WordPieces pieces;
  private final TrainingKnowledge knowledge;
  private final SentenceSplitter splitter = new SentenceSplitter();
  private final int room;

  /**
   * An encoder that borrows both.
   *
   * @param limit tokens of a window, special ones included, at least 8
   */
  public WindowEncoder(WordPieces pieces, TrainingKnowledge knowledge, int limit) {
    this.pieces = pieces;
    this.knowledge = knowledge;
    this.room = limit - 2;
  }

  /** The windows of {@code text}; none if it has no token. */
  public List<AnnotatedWindow> encode(AnnotatedText text) {
    WordPieces.Tokens tokens = pieces.tokens(text.text());
    List<WindowMention> mentions = mentions(text, tokens);
    List<AnnotatedWindow> windows = new ArrayList<>();
    List<Span> sentences = splitter.split(text.text(), "en");
    int from = 0;
    int to = 0;
    for (Span sentence : sentences) {
      int end = tokens.firstFrom(sentence.end());
      if (end - from > room && to > from) {
        windows.add(window(text, tokens, mentions, from, to));
        from = to;
      }
      to = end;
      while (to - from > room) {
        int cut = wordBefore(tokens, from, from + room);
        windows.add(window(text, tokens, mentions, from, cut));
        from = cut;
      }
    }
    if (to > from) {
      windows.add(window(text, tokens, mentions, from, to));
    }
    return windows;
  }

  /** Where to cut before {@code limit}: at a word, unless a single word is longer. */
  private static int wordBefore(WordPieces.Tokens tokens, int from, int limit) {
    int cut = limit;
    while (cut > from + 1 && !tokens.words()[cut]) {
      cut--;
    }
    return cut > from + 1 ? cut : limit;
  }

  /** All mentions, their columns still counted over the whole text. */
  private List<WindowMention> mentions(AnnotatedText text, WordPieces.Tokens tokens) {
    List<WindowMention> mentions = new ArrayList<>();
    for (CandidateMention mention : knowledge.mentions(text.text())) {
      int start = tokens.firstFrom(mention.span().start());
      int end = tokens.firstFrom(mention.span().end());
      if (start < end) {
        mentions.add(
            new WindowMention(
                mention.span(),
                start,
                end,
                mention.ordinals(),
                mention.features(),
                right(text, mention)));
      }
    }
    return mentions;
  }

  private int[] right(AnnotatedText text, CandidateMention mention) {
    if (text.links().isEmpty()) {
      return new int[0];
    }
    Optional<AnnotatedText.GoldLink> gold =
        text.links().get().stream().filter(link -> link.span().equals(mention.span())).findFirst();
    int[] right = {};
    if (gold.isPresent()) {
      Set<Integer> entities = entities(gold.get());
      int[] places = new int[mention.ordinals().length];
      int count = 0;
      for (int place = 0; place < places.length; place++) {
        if (entities.contains(mention.ordinals()[place])) {
          places[count++] = place;
        }
      }
      right = Arrays.copyOf(places, count);
    }
    return right.length > 0 ? right : new int[] {mention.ordinals().length};
  }

  /** The entities of the epoch that {@code link} may mean. */
  Set<Integer> entities(AnnotatedText.GoldLink link) {
    Set<Integer> entities = new HashSet<>();
    for (String id : link.ids()) {
      OptionalInt ordinal = knowledge.ordinal(id);
      ordinal.ifPresent(entities::add);
    }
    return entities;
  }

  private AnnotatedWindow window(
      AnnotatedText text,
      WordPieces.Tokens tokens,
      List<WindowMention> mentions,
      int from,
      int to) {
    int size = to - from;
    int[] ids = new int[size + 2];
    byte[] capitals = new byte[size + 2];
    Arrays.fill(capitals, (byte) Capitals.NONE.feature());
    ids[0] = pieces.first();
    ids[size + 1] = pieces.last();
    List<Integer> words = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int token = from + i;
      ids[i + 1] = tokens.ids()[token];
      capitals[i + 1] = tokens.capitals()[token];
      if (tokens.words()[token] || i == 0) {
        words.add(i + 1);
        spans.add(new Span(tokens.starts()[token], tokens.ends()[token]));
      } else {
        Span begun = spans.remove(spans.size() - 1);
        spans.add(new Span(begun.start(), tokens.ends()[token]));
      }
    }
    return new AnnotatedWindow(
        new TokenRow(ids, capitals),
        words.stream().mapToInt(Integer::intValue).toArray(),
        spans,
        text.names().map(names -> labels(names, spans)).orElseGet(() -> new int[0]),
        mentions.stream()
            .filter(mention -> mention.start() >= from && mention.end() <= to)
            .map(mention -> shifted(mention, 1 - from))
            .toList());
  }

  private static WindowMention shifted(WindowMention mention, int by) {
    return new WindowMention(
        mention.span(),
        mention.start() + by,
        mention.end() + by,
        mention.ordinals(),
        mention.features(),
        mention.right());
  }

  private static int[] labels(List<AnnotatedText.Name> names, List<Span> words) {
    int[] labels = new int[words.size()];
    Arrays.fill(labels, MentionLabel.O.index());
    for (AnnotatedText.Name name : names) {
      for (int word = 0; word < labels.length; word++) {
        int start = words.get(word).start();
        if (start == name.span().start()) {
          labels[word] = name.kind().first().index();
        } else if (start > name.span().start() && start < name.span().end()) {
          labels[word] = name.kind().further().index();
        }
      }
    }
    return labels;
  }
}
