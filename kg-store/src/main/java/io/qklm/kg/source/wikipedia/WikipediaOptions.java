package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.SourceOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What is taken of a dump.
 *
 * @param ids the wiki's table {@code page_props} or {@code langlinks}, a file or an address;
 *     without it entities are known by their titles
 * @param views hourly files of page views, or folders of them
 * @param links pages that a page is related to at most, 0 to 1,000
 */
public record WikipediaOptions(Optional<String> ids, List<String> views, int links) {

  public static final Set<String> KEYS = Set.of("ids", "views", "links");

  private static final int MOST_LINKS = 1_000;

  public WikipediaOptions {
    views = List.copyOf(views);
    if (links < 0 || links > MOST_LINKS) {
      throw new IllegalArgumentException(
          "the option 'links' is " + links + "; 0 to " + MOST_LINKS + " is allowed");
    }
  }

  /** No ids, no views, 30 links a page. */
  public static WikipediaOptions defaults() {
    return new WikipediaOptions(Optional.empty(), List.of(), 30);
  }

  public static WikipediaOptions of(SourceOptions options) {
    return new WikipediaOptions(
        Optional.ofNullable(options.values().get("ids")),
        options.list("views", List.of()),
        options.number("links", 0, defaults().links()));
  }
}
