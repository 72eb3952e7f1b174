package io.qklm.connect.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The characters of a feed, made fit for a lenient parser: what stands before the first tag is left
 * out, a document type is read for its own short entities and taken off, and an ampersand that
 * begins nothing is written as one. Nothing is ever fetched.
 */
final class FeedXml {

  private static final Pattern ENTITY =
      Pattern.compile(
          "<!ENTITY\\s+([\\w.-]{1,50})\\s+(?:\"([^\"]{0,1000})\"|'([^']{0,1000})')\\s*>");

  private static final Pattern OUTER_ENTITY =
      Pattern.compile("<!ENTITY\\s+([\\w.-]{1,50})\\s+(?:SYSTEM|PUBLIC)\\s");

  private static final Pattern REFERENCE =
      Pattern.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][\\w.-]{0,49}));");

  /** Where a feed or a page begins; programs write their warnings before it, in HTML. */
  private static final Pattern START =
      Pattern.compile(
          "<(?:\\?xml|!DOCTYPE|html|rss|feed|(?:[a-z]{1,10}:)?RDF)\\b", Pattern.CASE_INSENSITIVE);

  private static final Pattern DECLARATION = Pattern.compile("<\\?xml[^>]{0,500}>");

  private static final int MOST_ENTITIES = 200;
  private static final int LONGEST_ENTITY = 1_000;

  /** All entities together may make a feed this much longer. */
  private static final int MOST_GROWTH = 1_000_000;

  private FeedXml() {}

  /** What a parser gets; empty where there is no tag. */
  static String prepared(String characters) {
    Matcher start = START.matcher(characters);
    int first = start.find() ? start.start() : characters.indexOf('<');
    if (first < 0) {
      return "";
    }
    String text = DECLARATION.matcher(characters.substring(first)).replaceAll("");
    int open = indexOfDoctype(text);
    if (open < 0) {
      return references(text, Map.of());
    }
    int end = endOfDoctype(text, open);
    return references(
        text.substring(0, open) + text.substring(end), entities(text.substring(open, end)));
  }

  /** A document type stands before the first element. */
  private static int indexOfDoctype(String text) {
    Matcher found = Pattern.compile("<!DOCTYPE|<[A-Za-z]", Pattern.CASE_INSENSITIVE).matcher(text);
    return found.find() && text.charAt(found.start() + 1) == '!' ? found.start() : -1;
  }

  /** Behind its last bracket, with those inside quotes and inside its own brackets passed over. */
  private static int endOfDoctype(String text, int open) {
    boolean inside = false;
    char quote = 0;
    for (int i = open; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[' || c == ']') {
        inside = c == '[';
      } else if (c == '>' && !inside) {
        return i + 1;
      }
    }
    return text.length();
  }

  /** Those that are given in so many words; one that is elsewhere says nothing. */
  private static Map<String, String> entities(String doctype) {
    Map<String, String> entities = new HashMap<>();
    Matcher inner = ENTITY.matcher(doctype);
    while (inner.find() && entities.size() < MOST_ENTITIES) {
      String value = inner.group(2) == null ? inner.group(3) : inner.group(2);
      // An entity inside an entity is how a short feed becomes an endless one.
      if (value.length() <= LONGEST_ENTITY && !value.matches("(?s).*(&[^#]|<|%).*")) {
        entities.put(inner.group(1), value);
      }
    }
    Matcher outer = OUTER_ENTITY.matcher(doctype);
    while (outer.find() && entities.size() < MOST_ENTITIES) {
      entities.put(outer.group(1), "");
    }
    return entities;
  }

  /** Ampersands outside of what is quoted whole, and the feed's own entities. */
  private static String references(String text, Map<String, String> entities) {
    StringBuilder result = new StringBuilder(text.length() + 64);
    Matcher reference = REFERENCE.matcher(text);
    int cdata = 0;
    int comment = 0;
    int growth = 0;
    for (int i = 0; i < text.length(); ) {
      char c = text.charAt(i);
      int end = i + 1;
      if (c == '<' && cdata >= 0 && text.startsWith("<![CDATA[", i)) {
        cdata = text.indexOf("]]>", i);
        end = cdata < 0 ? end : cdata + 3;
      } else if (c == '<' && comment >= 0 && text.startsWith("<!--", i)) {
        comment = text.indexOf("-->", i + 4);
        end = comment < 0 ? end : comment + 3;
      } else if (c == '&') {
        if (reference.region(i, text.length()).lookingAt()) {
          String name = reference.group(1);
          String own = name == null || growth > MOST_GROWTH ? null : entities.get(name);
          end = reference.end();
          growth += own == null ? 0 : own.length();
          result.append(own == null ? reference.group() : own);
        } else {
          result.append("&amp;");
        }
        i = end;
        continue;
      }
      result.append(text, i, end);
      i = end;
    }
    return result.toString();
  }
}
