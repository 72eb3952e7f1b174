package io.qklm.training.task.annotate;

import io.qklm.model.annotate.Name;
import io.qklm.model.annotate.ScoredLink;
import io.qklm.text.Span;
import io.qklm.training.window.AnnotatedWindow;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whatever says what is named in windows. */
public interface WindowAnnotator {

  /**
   * What was made of a window.
   *
   * @param names in their order
   * @param links the likeliest entity of every mention, overlapping ones too
   */
  public record Annotation(List<Name> names, List<ScoredLink> links) {

    /** Nothing found. */
    public static final Annotation NONE = new Annotation(List.of(), List.of());

    public Annotation {
      names = List.copyOf(names);
      links = List.copyOf(links);
    }

    /** Where the names stand. */
    public Set<Span> spans() {
      return names.stream().map(Name::span).collect(Collectors.toSet());
    }
  }

  /** Annotates {@code windows}, in their order. */
  List<Annotation> annotate(List<AnnotatedWindow> windows);
}
