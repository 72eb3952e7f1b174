package io.qklm.connect.feed;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;

/** Reads RSS and Atom. A document type, and with it every entity of one, is refused. */
final class FeedParser {

  /**
   * A feed as it was read.
   *
   * @param language of the feed, if it says
   * @param items oldest first
   * @param empty items without anything to read, which were left out
   */
  record Feed(Optional<String> language, List<FeedItem> items, int empty) {}

  private FeedParser() {}

  /**
   * @throws FeedException if it is no feed; the message says where
   * @throws IOException if its encoding is unknown
   */
  static Feed parse(FeedAnswer.Content content) throws FeedException, IOException {
    SyndFeedInput input = new SyndFeedInput();
    input.setAllowDoctypes(false);
    input.setPreserveWireFeed(false);
    SyndFeed feed;
    try (XmlReader reader =
        new XmlReader(new ByteArrayInputStream(content.bytes()), content.contentType(), true)) {
      feed = input.build(reader);
    } catch (IllegalArgumentException e) {
      throw new FeedException(String.valueOf(e.getMessage()), e);
    }
    List<FeedItem> items = new ArrayList<>();
    int empty = 0;
    for (SyndEntry entry : feed.getEntries()) {
      Optional<FeedItem> item = item(entry);
      item.ifPresent(items::add);
      empty += item.isPresent() ? 0 : 1;
    }
    // Feeds begin with the newest, topics with the oldest.
    Collections.reverse(items);
    return new Feed(given(feed.getLanguage()), items, empty);
  }

  private static Optional<FeedItem> item(SyndEntry entry) {
    Optional<String> title = given(entry.getTitle()).map(FeedParser::plain);
    Optional<String> text =
        Stream.concat(Stream.ofNullable(entry.getDescription()), entry.getContents().stream())
            .map(FeedParser::plain)
            .filter(words -> !words.isBlank())
            .max(Comparator.comparingInt(String::length))
            .or(() -> title);
    Optional<String> url = given(entry.getLink());
    Optional<String> key = given(entry.getUri()).or(() -> url).or(() -> title);
    Date date =
        entry.getPublishedDate() != null ? entry.getPublishedDate() : entry.getUpdatedDate();
    if (key.isEmpty() || text.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FeedItem(
            key.get(), text.get(), title, url, Optional.ofNullable(date).map(Date::toInstant)));
  }

  private static String plain(SyndContent content) {
    return given(content.getValue()).map(FeedParser::plain).orElse("");
  }

  private static String plain(String markup) {
    return Jsoup.parse(markup).text();
  }

  private static Optional<String> given(@Nullable String value) {
    return Optional.ofNullable(value).map(String::strip).filter(words -> !words.isEmpty());
  }
}
