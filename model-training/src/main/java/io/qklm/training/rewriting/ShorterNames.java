package io.qklm.training.rewriting;

import io.qklm.model.linking.CandidateMention;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.rewriting.TextEdits.Edit;
import io.qklm.training.run.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Writes the linked names of some texts shorter: "Beckham" or "David" for "David Beckham", wherever
 * the knowledge knows the entity by the shorter form too. Which of the namesakes is meant then has
 * to be read from what else the text names.
 *
 * @param knowledge that says who is known by a form
 * @param share of texts, from 0 to 1
 * @param seed of which texts and which forms
 */
public record ShorterNames(TrainingKnowledge knowledge, double share, long seed)
    implements TextRewriting {

  public ShorterNames {
    RewritingEntry.requireShare(share, "with shorter names");
  }

  /** {@code text}, the {@code number}th of its task, perhaps with shorter names. */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + 4, number));
    if (random.nextDouble() >= share || text.links().isEmpty()) {
      return text;
    }
    List<Edit> edits = edits(text, text.links().get(), random);
    return edits.isEmpty() ? text : new TextEdits(text, edits).written();
  }

  /** A surface form gets one shorter form throughout the text. */
  private List<Edit> edits(AnnotatedText text, List<GoldLink> links, SplittableRandom random) {
    Map<String, String> forms = new HashMap<>();
    for (GoldLink link : links) {
      forms.computeIfAbsent(
          link.span().in(text.text()), known -> shorter(known, entities(link), random));
    }
    List<Edit> edits = new ArrayList<>();
    for (GoldLink link : TextEdits.links(text)) {
      String surface = link.span().in(text.text());
      String form = forms.getOrDefault(surface, surface);
      if (!form.equals(surface)) {
        edits.add(new Edit(link.span(), form, link.ids()));
      }
    }
    return edits;
  }

  private Set<Integer> entities(GoldLink link) {
    Set<Integer> entities = new HashSet<>();
    for (String id : link.ids()) {
      OptionalInt ordinal = knowledge.ordinal(id);
      ordinal.ifPresent(entities::add);
    }
    return entities;
  }

  /** The first word, the last, or all but the last, by lot among those known; else the surface. */
  private String shorter(String surface, Set<Integer> entities, SplittableRandom random) {
    int first = surface.indexOf(' ');
    int last = surface.lastIndexOf(' ');
    if (first < 0 || entities.isEmpty()) {
      return surface;
    }
    List<String> known =
        Stream.of(
                surface.substring(0, first),
                surface.substring(last + 1),
                surface.substring(0, last))
            .distinct()
            .filter(form -> isKnown(form, entities))
            .toList();
    return known.isEmpty() ? surface : known.get(random.nextInt(known.size()));
  }

  private boolean isKnown(String form, Set<Integer> entities) {
    for (CandidateMention mention : knowledge.mentions(form)) {
      if (mention.span().equals(new Span(0, form.length()))) {
        for (int ordinal : mention.ordinals()) {
          if (entities.contains(ordinal)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
