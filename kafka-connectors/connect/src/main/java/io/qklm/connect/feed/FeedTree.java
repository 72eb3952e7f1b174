package io.qklm.connect.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Comment;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/**
 * A feed's elements as they were sent, set right where usage and standard differ, so that a reader
 * that goes by the standard reads them. Every pass goes over the tree once.
 */
final class FeedTree {

  /** No feed is deeper for a reason; text below is kept, markup is not. */
  private static final int DEEPEST = 100;

  /** No reader knows this name. */
  private static final String PASSED_OVER = "unreadable";

  /** Items outside the channel that are brought into it; more have no honest reason. */
  private static final int MOST_MOVED = 10_000;

  /** Where an element around it was never closed. */
  private static final int DEEPEST_ITEM = 8;

  private static final String ATOM = "http://www.w3.org/2005/Atom";
  private static final String ATOM_03 = "http://purl.org/atom/ns#";
  private static final String RSS_10 = "http://purl.org/rss/1.0/";
  private static final String RSS_090 = "http://my.netscape.com/rdf/simple/0.9/";
  private static final String DC = "http://purl.org/dc/elements/1.1/";

  /** Prefixes that feeds use without saying what they mean. */
  private static final Map<String, String> PREFIXES =
      Map.of(
          "dc", DC,
          "content", "http://purl.org/rss/1.0/modules/content/",
          "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
          "atom", ATOM,
          "media", "http://search.yahoo.com/mrss/",
          "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd");

  private static final Set<String> DATES =
      Set.of(
          "pubdate",
          "published",
          "updated",
          "issued",
          "modified",
          "created",
          "dc:date",
          "lastbuilddate",
          "dcterms:created",
          "dcterms:modified");

  /** The names of RSS that are written in the wrong case. */
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("rss", "rss"),
          Map.entry("channel", "channel"),
          Map.entry("item", "item"),
          Map.entry("title", "title"),
          Map.entry("link", "link"),
          Map.entry("description", "description"),
          Map.entry("guid", "guid"),
          Map.entry("pubdate", "pubDate"),
          Map.entry("author", "author"),
          Map.entry("category", "category"),
          Map.entry("language", "language"),
          Map.entry("content:encoded", "content:encoded"));

  private static final int VERTICAL_TAB = 0x0B;
  private static final int FORM_FEED = 0x0C;
  private static final Pattern ADDRESS = Pattern.compile("https?:|/|www\\.");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w.-]*(:[A-Za-z_][\\w.-]*)?");

  private final Document document;
  private final Element root;
  private int wrongDates;

  private FeedTree(Document document, Element root) {
    this.document = document;
    this.root = root;
  }

  /** The tree; empty where there is no element. */
  static Optional<FeedTree> of(String prepared) {
    Document document = Jsoup.parse(prepared, "", Parser.xmlParser());
    document
        .outputSettings()
        .prettyPrint(false)
        .syntax(Document.OutputSettings.Syntax.xml)
        .escapeMode(Entities.EscapeMode.xhtml)
        .charset("UTF-8");
    List<Element> top = document.children();
    return top.isEmpty() ? Optional.empty() : Optional.of(new FeedTree(document, top.get(0)));
  }

  /** The outermost element's name, in lower case. */
  String name() {
    return root.tagName().toLowerCase(Locale.ROOT);
  }

  /** The words of a page's title, for a message. */
  String titleOfPage() {
    Element title = document.selectFirst("title");
    return title == null ? "" : title.text();
  }

  /** Dates that could not be read and were taken out. */
  int wrongDates() {
    return wrongDates;
  }

  /** Sets everything right; once. */
  void repair(Instant now) {
    root.remove();
    document.empty().appendChild(root);
    cleanText();
    if (name().equals("rss")) {
      rss();
    } else if (name().equals("feed")) {
      String namespace = root.attr("xmlns");
      root.attr("xmlns", namespace.equals(ATOM_03) ? ATOM_03 : ATOM);
    } else if (name().endsWith("rdf")) {
      String namespace = root.attr("xmlns");
      root.attr("xmlns", namespace.startsWith(RSS_090) ? RSS_090 : RSS_10);
    }
    for (Element item : items()) {
      language(item);
      base(item);
      addresses(item);
    }
    dates(now);
    prefixes();
  }

  /** Comments are emptied; control characters and markup that lies too deep are taken out. */
  private void cleanText() {
    List<Element> deepest = new ArrayList<>();
    document.traverse(
        (node, depth) -> {
          if (node instanceof Comment comment) {
            // Emptied where it stands: taking many out of one element takes for ever.
            comment.setData("");
          } else if (node instanceof TextNode text) {
            String clean = clean(text.getWholeText());
            if (!clean.equals(text.getWholeText())) {
              text.text(clean);
            }
          } else if (node instanceof Element element) {
            for (Attribute attribute : element.attributes()) {
              attribute.setValue(clean(attribute.getValue()));
            }
            if (depth == DEEPEST) {
              deepest.add(element);
            }
          }
        });
    for (Element element : deepest) {
      String words = element.wholeText();
      element.empty().appendChild(new TextNode(words));
    }
  }

  /** Without what XML does not allow; tabs and line ends stay, a vertical tab is a space. */
  static String clean(String text) {
    if (text.codePoints().allMatch(FeedTree::isAllowed)) {
      return text;
    }
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == VERTICAL_TAB || c == FORM_FEED ? ' ' : c)
        .filter(FeedTree::isAllowed)
        .forEach(result::appendCodePoint);
    return result.toString();
  }

  private static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= 0xD7FF && c != 0x7F)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }

  private void rss() {
    document.traverse(
        (node, depth) -> {
          if (node instanceof Element element) {
            String right = NAMES.get(element.tagName().toLowerCase(Locale.ROOT));
            if (right != null && !right.equals(element.tagName())) {
              element.tagName(right);
            }
          }
        });
    // Names of RSS are in no namespace, whatever some say.
    root.removeAttr("xmlns");
    // Each version allows what those before allowed, and feeds use what a later one brought.
    root.attr("version", "2.0");
    Element channel = root.selectFirst("> channel");
    if (channel == null) {
      channel = root.appendElement("channel");
    }
    int moved = 0;
    for (Element item : items()) {
      if (!channel.equals(item.parent()) && moved++ < MOST_MOVED) {
        channel.appendChild(item);
      }
    }
  }

  /** In their order. */
  private List<Element> items() {
    List<Element> items = new ArrayList<>();
    document.traverse(
        (node, depth) -> {
          if (node instanceof Element element
              && depth <= DEEPEST_ITEM
              && (element.tagName().equals("item") || element.tagName().equals("entry"))) {
            items.add(element);
          }
        });
    return items;
  }

  /** Leaves out the last item where a feed was cut short inside it; its words, for a mark. */
  Optional<String> removeLastIfCut(String sent) {
    List<Element> items = items();
    if (items.isEmpty()) {
      return Optional.empty();
    }
    Element last = items.get(items.size() - 1);
    if (sent.lastIndexOf("</" + last.tagName()) > sent.lastIndexOf("<" + last.tagName())) {
      return Optional.empty();
    }
    last.remove();
    return Optional.of(last.text());
  }

  /** Says the language of an item in the way that every kind of feed allows. */
  private static void language(Element item) {
    for (Element e = item; e != null; e = e.parent()) {
      String language = e.attr("xml:lang");
      if (!language.isBlank() && item.selectFirst("> dc|language") == null) {
        item.appendElement("dc:language").text(language);
        return;
      }
    }
  }

  /** Makes the link of an item of RSS whole where {@code xml:base} says against what. */
  private static void base(Element item) {
    Element link = item.selectFirst("> link");
    if (link == null || link.hasAttr("href")) {
      return;
    }
    String address = link.text().strip();
    for (Element e = link; e != null; e = e.parent()) {
      String base = e.attr("xml:base").strip();
      if (base.startsWith("http://") || base.startsWith("https://")) {
        try {
          WebAddress.absolute(base)
              .resolve(address)
              .ifPresent(found -> link.text(found.toString()));
        } catch (IllegalArgumentException wrong) {
          // The feed's own address is the base, then.
        }
        return;
      }
    }
  }

  /**
   * A guid that is no address is none, though it says that it is unless it says that it is not; and
   * a link of Atom is written as addresses must be, and is the item's own if it does not say.
   */
  private static void addresses(Element item) {
    for (Element part : item.children()) {
      if (part.tagName().equals("guid") && !ADDRESS.matcher(part.text().strip()).lookingAt()) {
        part.attr("isPermaLink", "false");
      } else if (part.tagName().equals("link") && part.hasAttr("href")) {
        part.attr("href", WebAddress.legal(part.attr("href").strip()));
        part.attr("rel", part.hasAttr("rel") ? part.attr("rel") : "alternate");
      }
    }
  }

  private void dates(Instant now) {
    List<Element> wrong = new ArrayList<>();
    document.traverse(
        (node, depth) -> {
          if (node instanceof Element element
              && depth <= 4
              && DATES.contains(element.tagName().toLowerCase(Locale.ROOT))) {
            Optional<Instant> date = FeedDates.of(element.text(), now);
            date.ifPresent(time -> element.text(time.toString()));
            if (date.isEmpty()) {
              wrong.add(element);
            }
          }
        });
    wrongDates = (int) wrong.stream().filter(element -> !element.text().isBlank()).count();
    wrong.forEach(element -> element.tagName(PASSED_OVER));
  }

  private void prefixes() {
    Set<String> used = new TreeSet<>();
    document.traverse(
        (node, depth) -> {
          if (node instanceof Element element) {
            if (!isName(element.tagName())) {
              element.tagName(PASSED_OVER);
            }
            List<String> wrong = new ArrayList<>();
            for (Attribute attribute : element.attributes()) {
              boolean meaningless =
                  attribute.getKey().startsWith("xmlns:") && attribute.getValue().isBlank();
              if (meaningless || !isName(attribute.getKey())) {
                wrong.add(attribute.getKey());
              } else {
                add(used, attribute.getKey());
              }
            }
            wrong.forEach(element::removeAttr);
            add(used, element.tagName());
          }
        });
    for (String prefix : used) {
      if (!root.hasAttr("xmlns:" + prefix)) {
        root.attr("xmlns:" + prefix, PREFIXES.getOrDefault(prefix, "urn:undeclared:" + prefix));
      }
    }
  }

  private static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private static void add(Set<String> prefixes, String name) {
    int colon = name.indexOf(':');
    String prefix = colon <= 0 ? "" : name.substring(0, colon);
    if (!prefix.isEmpty() && !prefix.equals("xml") && !prefix.equals("xmlns")) {
      prefixes.add(prefix);
    }
  }

  /** The whole as XML that a strict parser takes. */
  String xml() {
    return document.outerHtml();
  }
}
