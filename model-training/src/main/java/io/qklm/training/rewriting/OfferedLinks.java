package io.qklm.training.rewriting;

import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.TrainingKnowledge;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Leaves links open whose entity the knowledge does not offer under the name that stands there, as
 * where a report calls a team by a name that was made up for it.
 *
 * @param knowledge that offers candidates
 */
public record OfferedLinks(TrainingKnowledge knowledge) implements TextRewriting {

  /** {@code text} with the links that can be made. */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    List<CandidateMention> mentions = knowledge.mentions(text.text());
    return new AnnotatedText(
        text.id(),
        text.text(),
        text.names(),
        text.links()
            .map(links -> links.stream().filter(link -> isOffered(link, mentions)).toList()),
        text.allLinked(),
        text.open());
  }

  /** Whether one of {@code ids} is offered under {@code name}. */
  boolean offers(String name, Set<String> ids) {
    return isOffered(new GoldLink(new Span(0, name.length()), ids), knowledge.mentions(name));
  }

  private boolean isOffered(GoldLink link, List<CandidateMention> mentions) {
    return mentions.stream()
        .filter(mention -> mention.span().equals(link.span()))
        .flatMapToInt(mention -> Arrays.stream(mention.ordinals()))
        .anyMatch(
            ordinal ->
                link.ids().stream()
                    .map(knowledge::ordinal)
                    .filter(OptionalInt::isPresent)
                    .anyMatch(wanted -> wanted.getAsInt() == ordinal));
  }
}
