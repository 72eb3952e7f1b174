package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.KnowledgeSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What became of a dump's pages; every page is one of these. */
final class PageTally {

  /** What a page can be. */
  enum Page {
    ARTICLE(0, "articles"),
    REDIRECT(1, "redirects to articles"),
    SECTION(2, "redirects to sections, which name no entity"),
    ASTRAY(3, "redirects to what is no article"),
    DISAMBIGUATION(4, "disambiguations"),
    LIST(5, "lists, whose links were counted"),
    OTHER_NAMESPACE(6, "pages of other namespaces"),
    OTHER_MODEL(7, "pages that are no wikitext"),
    EMPTY(8, "pages without text");

    private final int place;
    private final String words;

    Page(int place, String words) {
      this.place = place;
      this.words = words;
    }
  }

  /** After the pages: articles whose id is known elsewhere, links. */
  private static final int KNOWN = Page.values().length;

  private static final int LINKS = KNOWN + 1;

  private final long[] counts = new long[LINKS + 1];

  /** Goes on from counts that {@link #counts} gave. */
  PageTally(List<Long> before) {
    for (int i = 0; i < Math.min(counts.length, before.size()); i++) {
      counts[i] = before.get(i);
    }
  }

  void page(Page page) {
    counts[page.place]++;
  }

  void known() {
    counts[KNOWN]++;
  }

  void links(long more) {
    counts[LINKS] += more;
  }

  List<Long> counts() {
    return Arrays.stream(counts).boxed().toList();
  }

  /** Says how many pages were what. */
  void tell(String file, boolean ids, KnowledgeSink sink) {
    List<String> parts = new ArrayList<>();
    for (Page page : Page.values()) {
      if (counts[page.place] > 0) {
        parts.add(counts[page.place] + " " + page.words);
      }
    }
    sink.note(
        file
            + ": "
            + (parts.isEmpty() ? "no pages" : String.join(", ", parts))
            + "; "
            + counts[LINKS]
            + " links counted"
            + (ids ? "; ids of " + counts[KNOWN] + " articles" : "; no ids, so titles are ids"));
  }
}
