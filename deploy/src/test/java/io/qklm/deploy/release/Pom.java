package io.qklm.deploy.release;

import io.qklm.deploy.pages.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom.xml as it is written, nothing inherited. */
record Pom(Path file, Element project) {

  static final Path ROOT = Checkout.ROOT;

  static Pom read(Path file) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return new Pom(file, factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new IllegalStateException("'" + file + "' is no XML: " + e.getMessage(), e);
    }
  }

  static Pom parent() {
    return read(ROOT.resolve("pom.xml"));
  }

  /** Every module that has the parent, whether a profile builds it or all do. */
  static List<Pom> modules() {
    try (Stream<Path> files = Files.walk(ROOT, 4)) {
      return files
          .filter(file -> file.endsWith("pom.xml"))
          .filter(file -> !file.toString().contains("target") && !file.toString().contains("/src/"))
          .sorted()
          .map(Pom::read)
          .filter(pom -> pom.text("parent/artifactId").equals(Optional.of("qklm-parent")))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return text("artifactId").orElseThrow();
  }

  /** Whether a release puts it where others find it. */
  boolean published() {
    return !text("properties/qklm.unpublished").equals(Optional.of("true"));
  }

  Optional<String> text(String path) {
    return all(path).stream().findFirst().map(element -> element.getTextContent().strip());
  }

  List<Element> all(String path) {
    List<Element> found = List.of(project);
    for (String step : path.split("/")) {
      found = found.stream().flatMap(element -> children(element, step).stream()).toList();
    }
    return found;
  }

  static Optional<String> text(Element element, String child) {
    return children(element, child).stream().findFirst().map(node -> node.getTextContent().strip());
  }

  static List<Element> children(Element element, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        found.add(child);
      }
    }
    return found;
  }

  List<Element> everywhere(String name) {
    List<Element> found = new ArrayList<>();
    var nodes = project.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add((Element) nodes.item(i));
    }
    return found;
  }

  @Override
  public String toString() {
    return ROOT.relativize(file).toString();
  }
}
