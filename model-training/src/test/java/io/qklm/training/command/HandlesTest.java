package io.qklm.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HandlesTest {

  /** The sign and the word are two names, the second sign has a word that is none. */
  private static final AnnotatedText CUT =
      new AnnotatedText(
          "1",
          "RT @ NorthTrams : Ida Lund at @ nine",
          Optional.of(
              List.of(
                  new Name(new Span(3, 4), EntityKind.ORG),
                  new Name(new Span(5, 15), EntityKind.ORG),
                  new Name(new Span(18, 26), EntityKind.PER),
                  new Name(new Span(30, 31), EntityKind.PER))),
          Optional.empty());

  private static List<String> names(AnnotatedText text) {
    return text.names().orElseThrow().stream()
        .map(name -> name.kind() + " " + name.span().in(text.text()))
        .toList();
  }

  @Test
  void leavesATextAsItWasTagged() {
    assertThat(Handles.AS_TAGGED.applied(CUT)).isSameAs(CUT);
  }

  @Test
  void joinsTheSignAndItsWord() {
    AnnotatedText joined = Handles.JOINED.applied(CUT);
    assertThat(joined.text()).isEqualTo("RT @NorthTrams : Ida Lund at @nine");
    assertThat(names(joined)).containsExactly("ORG @NorthTrams", "PER Ida Lund", "PER @nine");
  }

  @Test
  void leavesHandlesOut() {
    AnnotatedText joined = Handles.LEFT_OUT.applied(CUT);
    assertThat(joined.text()).isEqualTo("RT @NorthTrams : Ida Lund at @nine");
    assertThat(names(joined)).containsExactly("PER Ida Lund");
  }
}
