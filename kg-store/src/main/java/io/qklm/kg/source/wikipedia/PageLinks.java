package io.qklm.kg.source.wikipedia;

import io.qklm.kg.Relation;
import io.qklm.kg.source.wikipedia.markup.PageLink;
import io.qklm.kg.source.wikipedia.markup.TextBlock;
import io.qklm.kg.source.wikipedia.markup.Wikitext;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which pages a page is related to: those it links, the heaviest of them, as relations for
 * resolution only. A link of the first paragraph weighs 4, one of the rest of the lead 2, any other
 * 1, and links to one page add up; of equal ones the earlier counts. What the lead links is a
 * relation of its own, since it says more.
 */
final class PageLinks {

  /** The lead links it. */
  static final String LEAD = Relation.RESOLUTION_PREFIX + "lead-link";

  /** The rest of the page links it. */
  static final String PAGE = Relation.RESOLUTION_PREFIX + "page-link";

  private static final int FIRST_WEIGHT = 4;
  private static final int LEAD_WEIGHT = 2;

  private PageLinks() {}

  static List<Relation> relations() {
    return List.of(
        new Relation(
            LEAD, Map.of("en", "its article begins with", "zh", "条目开头链接"), Optional.empty()),
        new Relation(PAGE, Map.of("en", "its article links", "zh", "条目链接"), Optional.empty()));
  }

  /**
   * The relation to each page that counts, the heaviest first.
   *
   * @param most pages taken at most
   */
  static Map<String, String> of(Wikitext page, int most) {
    Set<TextBlock> lead = new LinkedHashSet<>(page.lead());
    Optional<TextBlock> first = page.firstParagraph();
    Map<String, Integer> weights = new LinkedHashMap<>();
    Set<String> inLead = new LinkedHashSet<>();
    for (TextBlock block : page.blocks()) {
      int weight =
          first.isPresent() && first.get().equals(block)
              ? FIRST_WEIGHT
              : lead.contains(block) ? LEAD_WEIGHT : 1;
      for (PageLink link : block.links()) {
        weights.merge(link.title(), weight, Integer::sum);
        if (weight > 1) {
          inLead.add(link.title());
        }
      }
    }
    Map<String, String> relations = new LinkedHashMap<>();
    weights.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(most)
        .forEach(
            entry -> relations.put(entry.getKey(), inLead.contains(entry.getKey()) ? LEAD : PAGE));
    return relations;
  }
}
