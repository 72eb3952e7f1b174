package io.qklm.connect.feed;

import com.rometools.rome.feed.module.DCModule;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import io.qklm.connect.LanguageCode;
import io.qklm.document.html.HtmlText;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads RSS and Atom as they are really sent. Nothing but the bytes given is ever read. */
final class FeedParser {

  /**
   * A feed as it was read.
   *
   * @param items oldest first
   * @param dropped items that were left out, by a mark of their own and with the reason
   * @param wrongDates dates that could not be read; their items are given without one
   */
  record Feed(List<FeedItem> items, Map<Long, String> dropped, int wrongDates) {}

  private static final Set<String> MARKUP = Set.of("html", "text/html", "xhtml");

  private FeedParser() {}

  /**
   * Reads a feed.
   *
   * @throws FeedException if it is no feed; the message, half a sentence, says what it is instead
   */
  static Feed parse(FeedAnswer.Content content) throws FeedException {
    String sent = FeedText.of(content.bytes(), content.contentType());
    FeedTree tree = tree(sent);
    Map<Long, String> dropped = new LinkedHashMap<>();
    tree.removeLastIfCut(sent)
        .ifPresent(
            words -> dropped.put(FeedPosition.mark("cut\n" + words), "cut off in the middle"));
    tree.repair(Instant.now());
    SyndFeed feed = feed(tree);
    List<FeedItem> items = new ArrayList<>();
    for (SyndEntry entry : feed.getEntries()) {
      Optional<FeedItem> item = item(entry, feed, content.from());
      item.ifPresent(items::add);
      if (item.isEmpty()) {
        String name = entry.getUri() + "\n" + entry.getLink() + "\n" + entry.getTitle();
        dropped.put(FeedPosition.mark("empty\n" + name), "without any words, or without a name");
      }
    }
    // Feeds begin with the newest, topics with the oldest.
    Collections.reverse(items);
    return new Feed(items, dropped, tree.wrongDates());
  }

  private static FeedTree tree(String sent) throws FeedException {
    Optional<FeedTree> tree = FeedTree.of(FeedXml.prepared(sent));
    String name = tree.map(FeedTree::name).orElse("");
    if (name.equals("rss") || name.equals("feed") || name.endsWith("rdf")) {
      return tree.orElseThrow();
    }
    String start = sent.strip();
    if (start.isEmpty()) {
      throw new FeedException("gave an empty answer");
    }
    if (start.startsWith("{")) {
      throw new FeedException("gave JSON; RSS and Atom are read");
    }
    if (name.equals("html")
        || name.equals("head")
        || name.equals("body")
        || name.equals("!doctype")) {
      String title = tree.map(FeedTree::titleOfPage).orElse("");
      throw new FeedException(
          "gave an HTML page"
              + (title.isBlank() ? "" : " ('" + shortened(title) + "')")
              + ", no feed; look at the address in a browser");
    }
    throw new FeedException(
        "is no RSS or Atom feed"
            + (name.isEmpty() ? "" : ": its first element is '" + shortened(name) + "'"));
  }

  private static String shortened(String words) {
    return words.length() <= 60 ? words : words.substring(0, 60) + "…";
  }

  private static SyndFeed feed(FeedTree tree) throws FeedException {
    SyndFeedInput input = new SyndFeedInput();
    input.setAllowDoctypes(false);
    input.setPreserveWireFeed(false);
    try {
      return input.build(new StringReader(tree.xml()));
    } catch (FeedException | IllegalArgumentException e) {
      throw new FeedException("is no RSS or Atom feed: " + e.getMessage(), e);
    }
  }

  private static Optional<FeedItem> item(SyndEntry entry, SyndFeed feed, WebAddress from) {
    Optional<String> title = title(entry, feed);
    Optional<String> text =
        Stream.concat(Stream.ofNullable(entry.getDescription()), entry.getContents().stream())
            .map(content -> plain(content, feed))
            .filter(words -> !words.isBlank())
            .max(Comparator.comparingInt(String::length))
            .or(() -> title);
    Optional<String> link = given(entry.getLink());
    Optional<String> url = link.map(written -> whole(written, from));
    Optional<String> uri = given(entry.getUri());
    Optional<String> key = uri.or(() -> link).or(() -> title);
    if (key.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    boolean named = uri.isPresent() && !uri.equals(link);
    Date date =
        entry.getPublishedDate() != null ? entry.getPublishedDate() : entry.getUpdatedDate();
    return Optional.of(
        new FeedItem(
            key.get(),
            named ? key.get() : url.orElse(key.get()),
            text.get(),
            title,
            url,
            language(entry).or(() -> given(feed.getLanguage()).flatMap(LanguageCode::of)),
            Optional.ofNullable(date).map(Date::toInstant),
            author(entry),
            categories(entry)));
  }

  /** On one line. */
  private static Optional<String> title(SyndEntry entry, SyndFeed feed) {
    Optional<String> title =
        entry.getTitleEx() == null
            ? given(entry.getTitle()).map(HtmlText::ofUncertain)
            : given(plain(entry.getTitleEx(), feed));
    return title.map(words -> words.replaceAll("\\s+", " ")).flatMap(FeedParser::given);
  }

  /**
   * The words of a content. Atom says of it whether it is HTML; RSS does not, and what looks plain
   * keeps its line ends.
   */
  private static String plain(SyndContent content, SyndFeed feed) {
    boolean html =
        String.valueOf(feed.getFeedType()).startsWith("atom")
            && content.getType() != null
            && MARKUP.contains(content.getType());
    return given(content.getValue())
        .map(words -> html ? HtmlText.of(words) : words)
        // What is said to be HTML may be escaped once more; what is said to be none may be it.
        .map(HtmlText::ofUncertain)
        .map(FeedParser::withoutIndents)
        .orElse("");
  }

  /** Spaces around line ends are those of the XML. */
  private static String withoutIndents(String words) {
    return words
        .lines()
        .map(String::strip)
        .collect(Collectors.joining("\n"))
        .replaceAll("\\n{3,}", "\n\n")
        .strip();
  }

  /** A relative address is read against where the feed came from. */
  private static String whole(String link, WebAddress from) {
    if (link.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return link;
    }
    String reference = link.startsWith("www.") ? "http://" + link : link;
    return from.resolve(reference).map(WebAddress::toString).orElse(link);
  }

  private static Optional<String> language(SyndEntry entry) {
    return entry.getModule(DCModule.URI) instanceof DCModule module
        ? given(module.getLanguage()).flatMap(LanguageCode::of)
        : Optional.empty();
  }

  private static Optional<String> author(SyndEntry entry) {
    return given(entry.getAuthor()).map(HtmlText::ofUncertain).flatMap(FeedParser::given);
  }

  private static List<String> categories(SyndEntry entry) {
    return entry.getCategories().stream()
        .map(SyndCategory::getName)
        .flatMap(name -> given(name).stream())
        .map(HtmlText::ofUncertain)
        .distinct()
        .toList();
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(words -> !words.isEmpty());
  }
}
