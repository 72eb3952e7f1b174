package io.qklm.kg.source.wikipedia.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is in a page's wikitext.
 *
 * <p>Links count where a reader meets them in the text: in paragraphs, lists, headings and below
 * pictures; not in templates, tables, references and galleries. Links to sections of the same page,
 * to other namespaces and to other wikis are text where they show.
 *
 * @param blocks the running text in its order, captions last
 * @param templates those that stand in no other template and no table, in order
 * @param categories names without their namespace, in order
 */
public record Wikitext(List<TextBlock> blocks, List<Template> templates, List<String> categories) {

  /** Fewest letters of a first paragraph. */
  private static final int FEW_LETTERS = 15;

  public Wikitext {
    blocks = List.copyOf(blocks);
    templates = List.copyOf(templates);
    categories = List.copyOf(categories);
  }

  /**
   * Reads a page, or a part of one such as a parameter's value.
   *
   * @param wikitext of any form and length
   * @param namespaces of the wiki
   */
  public static Wikitext of(String wikitext, Namespaces namespaces) {
    return new WikitextWalk(Cleaned.of(wikitext), namespaces).read();
  }

  /** The blocks before the first heading. */
  public List<TextBlock> lead() {
    List<TextBlock> lead = new ArrayList<>();
    for (TextBlock block : blocks) {
      if (block.kind() == TextBlock.Kind.HEADING) {
        break;
      }
      if (block.kind() != TextBlock.Kind.CAPTION) {
        lead.add(block);
      }
    }
    return lead;
  }

  /** The paragraph that says what the page is about: of the lead the first with a bold name. */
  public Optional<TextBlock> firstParagraph() {
    List<TextBlock> paragraphs =
        lead().stream()
            .filter(block -> block.kind() == TextBlock.Kind.PARAGRAPH)
            .filter(block -> letters(block.text()) >= FEW_LETTERS)
            .toList();
    return paragraphs.stream()
        .filter(block -> !block.bold().isEmpty())
        .findFirst()
        .or(() -> paragraphs.stream().findFirst());
  }

  private static long letters(String text) {
    return text.codePoints()
        .limit(1_000)
        .filter(Character::isLetter)
        .map(c -> Character.isIdeographic(c) ? 3 : 1)
        .sum();
  }

  /** All links of the running text. */
  public List<PageLink> links() {
    return blocks.stream().flatMap(block -> block.links().stream()).toList();
  }

  /** The running text without captions and headings, a block a line. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (TextBlock block : blocks) {
      if (block.kind() == TextBlock.Kind.PARAGRAPH || block.kind() == TextBlock.Kind.ITEM) {
        text.append(block.text()).append('\n');
      }
    }
    return text.toString();
  }
}
