package io.qklm.kg.source.wikipedia;

import io.qklm.kg.source.draft.Values;
import io.qklm.kg.source.lines.UnusableLineException;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The XML of one page, or of the siteinfo at a dump's head: strict UTF-8, no document types, no
 * entities but XML's own.
 */
final class PageXml {

  private final XMLInputFactory factory = XMLInputFactory.newInstance();

  PageXml() {
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
  }

  private XMLStreamReader reader(byte[] bytes, int from, int to) throws XMLStreamException {
    return factory.createXMLStreamReader(new ByteArrayInputStream(bytes, from, to - from), "UTF-8");
  }

  /**
   * Reads {@code <page>...</page>}.
   *
   * @throws UnusableLineException if it is no XML, or has no title
   */
  DumpPage page(byte[] bytes, int from, int to) throws UnusableLineException {
    try {
      return page(reader(bytes, from, to));
    } catch (XMLStreamException | RuntimeException e) {
      throw new UnusableLineException("the page is no XML: " + problem(e));
    }
  }

  private static DumpPage page(XMLStreamReader xml)
      throws XMLStreamException, UnusableLineException {
    String title = "";
    String redirect = "";
    String model = "wikitext";
    String text = "";
    String id = "";
    int namespace = -1;
    boolean inRevision = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("revision")) {
        inRevision = false;
      }
      if (event != XMLStreamConstants.START_ELEMENT) {
        continue;
      }
      switch (xml.getLocalName()) {
        case "title" -> title = xml.getElementText().strip();
        case "ns" -> namespace = number(xml.getElementText());
        case "id" -> {
          String number = xml.getElementText().strip();
          id = inRevision || !id.isEmpty() ? id : number;
        }
        case "redirect" -> {
          String to = xml.getAttributeValue(null, "title");
          redirect = to == null ? "" : to.strip();
        }
        case "revision" -> inRevision = true;
        case "model" -> model = xml.getElementText().strip();
        case "text" -> text = xml.getElementText();
        default -> {
          // Of no use here.
        }
      }
    }
    if (title.isEmpty()) {
      throw new UnusableLineException("the page has no title");
    }
    long number = id.matches("[0-9]{1,18}") ? Long.parseLong(id) : 0;
    return new DumpPage(title, namespace, number, redirect, model, text);
  }

  private static int number(String text) {
    String digits = text.strip();
    return digits.matches("-?[0-9]{1,9}") ? Integer.parseInt(digits) : -1;
  }

  /** Reads {@code <siteinfo>...</siteinfo>}; what cannot be read is as if it were not said. */
  SiteInfo siteInfo(byte[] bytes, int from, int to) {
    String database = "";
    String base = "";
    boolean firstLetterCounts = false;
    Map<Integer, String> names = new TreeMap<>();
    try {
      XMLStreamReader xml = reader(bytes, from, to);
      while (xml.hasNext()) {
        if (xml.next() != XMLStreamConstants.START_ELEMENT) {
          continue;
        }
        switch (xml.getLocalName()) {
          case "dbname" -> database = xml.getElementText().strip();
          case "base" -> base = xml.getElementText().strip();
          case "case" -> firstLetterCounts = xml.getElementText().strip().equals("case-sensitive");
          case "namespace" -> {
            String key = xml.getAttributeValue(null, "key");
            String name = xml.getElementText();
            if (key != null && key.matches("-?[0-9]{1,6}")) {
              names.put(Integer.parseInt(key), name);
            }
          }
          default -> {
            // Of no use here.
          }
        }
      }
    } catch (XMLStreamException | RuntimeException e) {
      // What was read so far counts.
    }
    if (database.isEmpty()) {
      database = base.replaceFirst("^https?://([a-z-]+)\\.wikipedia\\.org/.*$", "$1wiki");
      database = database.matches("[a-z-]{1,20}wiki") ? database.replace('-', '_') : "wiki";
    }
    return database.matches("[A-Za-z0-9_-]{1,40}")
        ? new SiteInfo(database, names, firstLetterCounts)
        : new SiteInfo("wiki", names, firstLetterCounts);
  }

  private static String problem(Exception e) {
    String message = String.valueOf(e.getMessage());
    int cut = message.indexOf("Message: ");
    return Values.shown((cut < 0 ? message : message.substring(cut + 9)).replace('\n', ' '));
  }
}
