package io.qklm.kg.follow;

import io.qklm.kg.source.wikidata.WikidataOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is followed, and how politely.
 *
 * @param stream of recent changes
 * @param pages the folder of items' pages, which ends in a slash: {@code Special:EntityData/}
 * @param wiki whose edits are followed
 * @param proxy to go through
 * @param items languages, and the wiki pages that an item needs which is not known yet
 * @param addItems whether items that are not known yet are added
 * @param properties whose statements are taken; all when empty
 * @param gather how long edits are gathered before pages are fetched, so that an item that is
 *     edited again and again is fetched once
 * @param pagesPerSecond at most
 */
public record FollowOptions(
    URI stream,
    URI pages,
    String wiki,
    Optional<URI> proxy,
    WikidataOptions items,
    boolean addItems,
    Set<String> properties,
    Duration gather,
    double pagesPerSecond) {

  public static final String WIKIDATA_STREAM =
      "https://stream.wikimedia.org/v2/stream/recentchange";
  public static final String WIKIDATA_PAGES = "https://www.wikidata.org/wiki/Special:EntityData/";

  public FollowOptions {
    requireWeb("the stream of edits", stream);
    requireWeb("the folder of pages", pages);
    if (!pages.toString().endsWith("/")) {
      throw new IllegalArgumentException(
          "the folder of pages is '" + pages + "'; an address that ends in a slash is allowed");
    }
    properties = Set.copyOf(new TreeSet<>(properties));
    if (gather.isNegative() || gather.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "edits are gathered for " + gather + "; up to an hour is allowed");
    }
    if (!(pagesPerSecond > 0 && pagesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          pagesPerSecond + " pages a second are asked for; more than 0 and up to 1000 are allowed");
    }
  }

  private static void requireWeb(String what, URI address) {
    if (address.getHost() == null
        || address.getScheme() == null
        || !address.getScheme().matches("https?")) {
      throw new IllegalArgumentException(
          what + " is '" + address + "'; an address such as https://host/path is allowed");
    }
  }
}
