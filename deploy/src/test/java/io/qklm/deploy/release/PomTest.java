package io.qklm.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** What a release needs of the poms, the change log and the pages. */
class PomTest {

  private static final List<String> DESCRIBED =
      List.of(
          "url",
          "inceptionYear",
          "organization/name",
          "licenses/license/name",
          "licenses/license/url",
          "developers/developer/name",
          "scm/connection",
          "scm/developerConnection",
          "scm/url",
          "scm/tag");

  private final Pom parent = Pom.parent();
  private final Pom bom = Pom.read(Pom.ROOT.resolve("bom/pom.xml"));

  @Test
  void parentAndBomSayWhatARepositoryAsksFor() {
    for (String element : DESCRIBED) {
      assertThat(parent.text(element)).as(element).isPresent().get().asString().isNotBlank();
      assertThat(bom.text(element)).as("%s of the BOM", element).isEqualTo(parent.text(element));
    }
    assertThat(Pom.modules())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            module -> {
              assertThat(module.text("name")).as("name in %s", module).isPresent();
              assertThat(module.text("description")).as("description in %s", module).isPresent();
            });
  }

  @Test
  void theBomHasWhatIsPublishedInTheSameVersion() {
    Set<String> published = new TreeSet<>();
    Pom.modules().stream().filter(Pom::published).forEach(module -> published.add(module.name()));
    Set<String> managed = new TreeSet<>();
    for (Element dependency : bom.all("dependencyManagement/dependencies/dependency")) {
      assertThat(Pom.text(dependency, "groupId")).contains("io.qklm");
      assertThat(Pom.text(dependency, "version")).contains("${project.version}");
      managed.add(Pom.text(dependency, "artifactId").orElseThrow());
    }
    assertThat(managed).isEqualTo(published);
    assertThat(bom.text("version")).isEqualTo(parent.text("version"));
    assertThat(bom.text("parent")).isEmpty();
  }

  @Test
  void whatIsPublishedDependsOnWhatIsPublished() {
    Set<String> unpublished = new TreeSet<>();
    for (Pom module : Pom.modules()) {
      if (!module.published()) {
        unpublished.add(module.name());
      }
    }
    for (Pom module : Pom.modules()) {
      if (module.published()) {
        for (Element dependency : module.all("dependencies/dependency")) {
          if (!Pom.text(dependency, "scope").equals(Optional.of("test"))) {
            assertThat(unpublished)
                .as("dependencies of %s", module)
                .doesNotContain(Pom.text(dependency, "artifactId").orElseThrow());
          }
        }
      }
    }
  }

  @Test
  void everyVersionStandsInTheParent() {
    List<String> elsewhere = new ArrayList<>();
    for (Pom module : Pom.modules()) {
      for (Element version : module.everywhere("version")) {
        String text = version.getTextContent().strip();
        boolean ofParent = version.getParentNode() == module.all("parent").get(0);
        if (!ofParent && !text.startsWith("${")) {
          elsewhere.add(module + ": " + text);
        }
      }
    }
    assertThat(elsewhere).as("versions that belong into the parent's properties").isEmpty();

    Set<String> managed = new TreeSet<>();
    for (Element plugin : parent.all("build/pluginManagement/plugins/plugin")) {
      assertThat(Pom.text(plugin, "version")).isPresent();
      managed.add(Pom.text(plugin, "artifactId").orElseThrow());
    }
    List<Pom> all = new ArrayList<>(Pom.modules());
    all.add(parent);
    for (Pom pom : all) {
      for (Element plugin : pom.everywhere("plugin")) {
        assertThat(managed)
            .as("plugins with a version in the parent, for %s", pom)
            .contains(Pom.text(plugin, "artifactId").orElseThrow());
      }
    }
  }

  @Test
  void changeLogAndPagesNameTheVersion() throws IOException {
    String version = parent.text("version").orElseThrow();
    String released = version.replace("-SNAPSHOT", "");

    String log = Files.readString(Pom.ROOT.resolve("CHANGELOG.md"));
    Matcher first = Pattern.compile("^## \\[([^\\]]+)\\](.*)$", Pattern.MULTILINE).matcher(log);
    assertThat(first.find()).as("a heading of a version in CHANGELOG.md").isTrue();
    if (version.endsWith("-SNAPSHOT")) {
      assertThat(first.group(1)).isEqualTo("Unreleased");
    } else {
      assertThat(first.group(1)).isEqualTo(released);
      assertThat(first.group(2)).matches(" - \\d{4}-\\d\\d-\\d\\d");
    }
    assertThat(Pattern.compile("^### (.*)$", Pattern.MULTILINE).matcher(log).results())
        .extracting(heading -> heading.group(1))
        .isSubsetOf("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security");

    assertThat(Files.readString(Pom.ROOT.resolve("docs/README.md")))
        .contains(
            String.format(
                Locale.ROOT,
                version.endsWith("-SNAPSHOT")
                    ? "These pages describe version **%s**, which is not released yet."
                    : "These pages describe version **%s**.",
                released));
  }
}
