package io.qklm.training.window;

import io.qklm.document.SentenceSplitter;
import io.qklm.model.annotate.MentionLabel;
import io.qklm.model.annotate.Name;
import io.qklm.model.encoding.TextTokenizer;
import io.qklm.model.encoding.Tokens;
import io.qklm.model.linking.CandidateMention;
import io.qklm.model.window.Window;
import io.qklm.model.window.WindowLayout;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.knowledge.TrainingKnowledge;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/** The windows that the engine would read, with what is right in them. */
public final class WindowEncoder {

  private final WindowLayout layout;
  private final TrainingKnowledge knowledge;
  private final SentenceSplitter splitter = new SentenceSplitter();

  /**
   * An encoder that borrows both.
   *
   * @param limit tokens of a window, special ones included, at least 8
   */
  public WindowEncoder(TextTokenizer pieces, TrainingKnowledge knowledge, int limit) {
    this.layout = new WindowLayout(pieces, limit);
    this.knowledge = knowledge;
  }

  /** The windows of {@code text}; none if it has no token. */
  public List<AnnotatedWindow> encode(AnnotatedText text) {
    return lay(text).windows();
  }

  /**
   * A text, laid out.
   *
   * @param tokens of the whole text
   * @param windows in their order
   */
  public record Laid(Tokens tokens, List<AnnotatedWindow> windows) {

    public Laid {
      windows = List.copyOf(windows);
    }
  }

  /** Lays out {@code text} with its sentences and blocks, as the engine does. */
  public Laid lay(AnnotatedText text) {
    WindowLayout.Laid laid =
        layout.lay(splitter.segment(text.text(), "en"), knowledge.mentions(text.text()));
    return new Laid(
        laid.tokens(), laid.windows().stream().map(window -> annotated(text, window)).toList());
  }

  private AnnotatedWindow annotated(AnnotatedText text, Window window) {
    return new AnnotatedWindow(
        window,
        text.names()
            .map(names -> labels(names, text.open(), window.spans()))
            .orElseGet(() -> new int[0]),
        window.mentions().stream()
            .map(placed -> new AnnotatedMention(placed, right(text, placed.mention())))
            .toList());
  }

  private int[] right(AnnotatedText text, CandidateMention mention) {
    if (text.links().isEmpty()) {
      return new int[0];
    }
    Optional<AnnotatedText.GoldLink> gold =
        text.links().get().stream().filter(link -> link.span().equals(mention.span())).findFirst();
    if (gold.isEmpty() && !text.allLinked()) {
      if (isName(text, mention.span())) {
        // Which entity it means is not known, only that it most likely means one.
        return IntStream.range(0, mention.ordinals().length).toArray();
      }
      if (!meansNothing(text, mention.span())) {
        return new int[0];
      }
    }
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

  private static boolean isName(AnnotatedText text, Span mention) {
    return text.names().orElse(List.of()).stream().anyMatch(name -> name.span().equals(mention));
  }

  /** Whether a mention that is no link and no name cuts across one, or names are known. */
  private static boolean meansNothing(AnnotatedText text, Span mention) {
    return text.names().isPresent()
        || text.links().orElse(List.of()).stream().anyMatch(link -> link.span().overlaps(mention));
  }

  /** The entities of the epoch that {@code link} may mean. */
  public Set<Integer> entities(AnnotatedText.GoldLink link) {
    Set<Integer> entities = new HashSet<>();
    for (String id : link.ids()) {
      OptionalInt ordinal = knowledge.ordinal(id);
      ordinal.ifPresent(entities::add);
    }
    return entities;
  }

  private static int[] labels(List<Name> names, List<Span> open, List<Span> words) {
    int[] labels = new int[words.size()];
    for (int word = 0; word < labels.length; word++) {
      int start = words.get(word).start();
      boolean unknown = open.stream().anyMatch(it -> it.start() <= start && start < it.end());
      labels[word] = unknown ? AnnotatedWindow.UNKNOWN : MentionLabel.O.index();
    }
    for (Name name : names) {
      for (int word = 0; word < labels.length; word++) {
        int start = words.get(word).start();
        if (start == name.span().start()) {
          labels[word] = MentionLabel.of(name.kind(), true).index();
        } else if (start > name.span().start() && start < name.span().end()) {
          labels[word] = MentionLabel.of(name.kind(), false).index();
        }
      }
    }
    return labels;
  }
}
