package io.qklm.training.rewriting;

import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.knowledge.InventedEntities;
import io.qklm.training.rewriting.TextEdits.Edit;
import io.qklm.training.run.Seeds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Writes some linked names of some texts as the twin of the entity is called, and links them to it,
 * so that a name which the encoder never read is believed where the knowledge has it.
 *
 * @param names of the twins, by the id of the entity each stands for ({@link InventedEntities})
 * @param share of texts, from 0 to 1
 * @param seed of which texts and which entities
 */
public record InventedLinks(Map<String, String> names, double share, long seed)
    implements TextRewriting {

  public InventedLinks {
    RewritingEntry.requireShare(share, "with invented names");
    names = Map.copyOf(names);
  }

  /** {@code text}, the {@code number}th of its task, perhaps with twins instead of entities. */
  @Override
  public AnnotatedText apply(AnnotatedText text, long number) {
    SplittableRandom random = new SplittableRandom(Seeds.mix(seed + 7, number));
    if (random.nextDouble() >= share) {
      return text;
    }
    Map<String, Boolean> replaced = new HashMap<>();
    List<Edit> edits = new ArrayList<>();
    for (GoldLink link : TextEdits.links(text)) {
      Optional<String> id = link.ids().stream().sorted().filter(names::containsKey).findFirst();
      if (id.isPresent() && replaced.computeIfAbsent(id.get(), any -> random.nextBoolean())) {
        String form = names.getOrDefault(id.get(), "");
        edits.add(new Edit(link.span(), form, Set.of(InventedEntities.twin(id.get()))));
      }
    }
    return edits.isEmpty() ? text : new TextEdits(text, edits).written();
  }
}
