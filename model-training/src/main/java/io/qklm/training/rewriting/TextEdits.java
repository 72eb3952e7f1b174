package io.qklm.training.rewriting;

import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A text with some of its links written and meant otherwise; names and links move with the text.
 *
 * @param text as it was
 * @param edits in the order of the text, none overlapping another
 */
public record TextEdits(AnnotatedText text, List<Edit> edits) {

  /**
   * One link, written anew.
   *
   * @param span of the text as it was
   * @param form what stands there now
   * @param ids what the link means now
   */
  record Edit(Span span, String form, Set<String> ids) {}

  public TextEdits {
    edits = edits.stream().sorted(Comparator.comparing(Edit::span)).toList();
  }

  /** Whether no other name or link of {@code text} begins or ends inside {@code span}. */
  static boolean standsAlone(AnnotatedText text, Span span) {
    return Stream.concat(
            text.names().orElse(List.of()).stream().map(Name::span),
            text.links().orElse(List.of()).stream().map(GoldLink::span))
        .allMatch(
            other -> {
              boolean around = other.start() <= span.start() && other.end() >= span.end();
              return around || !other.overlaps(span);
            });
  }

  /** The text with its edits. */
  AnnotatedText written() {
    StringBuilder result = new StringBuilder();
    int from = 0;
    for (Edit edit : edits) {
      result.append(text.text(), from, edit.span().start()).append(edit.form());
      from = edit.span().end();
    }
    result.append(text.text().substring(from));
    return new AnnotatedText(
        text.id(),
        result.toString(),
        text.names()
            .map(
                names ->
                    names.stream().map(name -> new Name(moved(name.span()), name.kind())).toList()),
        text.links().map(links -> links.stream().map(this::moved).toList()),
        text.allLinked(),
        text.open().stream()
            .filter(span -> edits.stream().noneMatch(edit -> edit.span().overlaps(span)))
            .map(this::moved)
            .toList());
  }

  private GoldLink moved(GoldLink link) {
    Set<String> ids =
        edits.stream()
            .filter(edit -> edit.span().equals(link.span()))
            .findFirst()
            .map(Edit::ids)
            .orElse(link.ids());
    return new GoldLink(moved(link.span()), ids);
  }

  /** No boundary lies inside an edit, so each moves by what was cut or added before it. */
  private Span moved(Span span) {
    return new Span(moved(span.start()), moved(span.end()));
  }

  private int moved(int position) {
    int cut = 0;
    for (Edit edit : edits) {
      cut += edit.span().end() <= position ? edit.span().length() - edit.form().length() : 0;
    }
    return position - cut;
  }

  /** The links of {@code text} that can be written anew, each place once. */
  static List<GoldLink> links(AnnotatedText text) {
    List<GoldLink> alone = new ArrayList<>();
    for (GoldLink link : text.links().orElse(List.of())) {
      boolean seen = alone.stream().anyMatch(other -> other.span().equals(link.span()));
      if (!seen && standsAlone(text, link.span())) {
        alone.add(link);
      }
    }
    return alone;
  }
}
