package io.qklm.flink.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * The project of docs/datastream.md: its dependencies are those of this build, its code compiles.
 */
class ExampleProjectTest {

  private static final Path POM = Path.of("src/test/example/pom.xml");
  private static final Path SOURCES = Path.of("src/test/java/io/qklm/flink/testkit");

  private static final Path PARENT = Path.of("../pom.xml");

  @Test
  void itsDependenciesAreThoseOfThisBuild() throws Exception {
    List<Dependency> dependencies = dependencies(POM);
    String flink = text(root(PARENT), "flink.version");
    List<String> managed = dependencies(PARENT).stream().map(Dependency::artifact).toList();
    assertThat(dependencies).hasSizeGreaterThan(3);
    for (Dependency dependency : dependencies) {
      if (dependency.group().equals("io.qklm")) {
        assertThat(Path.of("..", dependency.artifact(), "pom.xml")).isRegularFile();
        assertThat(dependency.version()).isEqualTo(text(root(PARENT), "version"));
      } else {
        assertThat(dependency.version()).isEqualTo(flink);
        assertThat(managed).as("artifacts of the parent pom").contains(dependency.artifact());
      }
    }
  }

  @Test
  void itsCodeCompilesWithTheImportsOfThePage(@TempDir Path out) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> told = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(told, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  null,
                  files,
                  told,
                  List.of("--release", "17", "-proc:none", "-d", out.toString()),
                  null,
                  files.getJavaFileObjects(
                      SOURCES.resolve("StoriesJob.java"),
                      SOURCES.resolve("Article.java"),
                      SOURCES.resolve("Story.java")))
              .call();
      assertThat(compiled).as(told.getDiagnostics().toString()).isTrue();
    }
    assertThat(out.resolve("io/qklm/flink/testkit/StoriesJob.class")).isRegularFile();
  }

  private record Dependency(String group, String artifact, String version) {}

  private static List<Dependency> dependencies(Path pom) throws Exception {
    List<Dependency> found = new ArrayList<>();
    NodeList nodes = root(pom).getElementsByTagName("dependency");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element one = (Element) nodes.item(i);
      found.add(
          new Dependency(text(one, "groupId"), text(one, "artifactId"), text(one, "version")));
    }
    return found;
  }

  private static Element root(Path pom) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(pom.toFile())
        .getDocumentElement();
  }

  private static String text(Element parent, String name) {
    NodeList found = parent.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}
