package io.qklm.deploy.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Every jar that is shipped stands in NOTICE under a licence that goes with ours. NOTICE's list is
 * written from the bills of materials: {@code mvn -P materials -pl deploy -am verify
 * -Dit.test=ThirdPartyIT -Dqklm.docs.write=true}.
 */
class ThirdPartyIT {

  private static final Path NOTICE = Pom.ROOT.resolve("NOTICE");
  private static final String BEGINNING = "Libraries, by the licence that they are used under\n";
  private static final Path DIST = Path.of(System.getProperty("qklm.dist", "target/qklm"));
  private static final Path PLUGIN = Path.of("../kafka-connectors/connect/target/plugin/qklm");
  private static final List<Path> MATERIALS =
      List.of(
          Path.of("target/deploy.cdx.json"),
          Path.of("broker/target/qklm-broker.cdx.json"),
          Path.of("../kafka-connectors/connect/target/qklm-connect.cdx.json"));

  /** Copied by hand for the starter knowledge: read by a class loader of their own. */
  private static final Map<String, Licence> STARTER =
      Map.of(
          "org.apache.lucene:lucene-core",
          Licence.APACHE,
          "org.apache.stanbol:org.apache.stanbol.data.sites.dbpedia",
          Licence.APACHE);

  @Test
  void everyShippedJarIsNamed() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher line = Pattern.compile("(?m)^  \\S+:(\\S+)$").matcher(section());
    while (line.find()) {
      named.add(line.group(1));
    }
    assertThat(named).hasSizeGreaterThan(50);

    List<String> unknown = new ArrayList<>();
    int jars = 0;
    for (Path folder :
        List.of(
            DIST.resolve("lib"),
            DIST.resolve("flink-lib"),
            DIST.resolve("broker"),
            DIST.resolve("starter"),
            PLUGIN)) {
      for (String jar : jars(folder)) {
        jars++;
        if (named.stream().noneMatch(artifact -> isOf(jar, artifact)) && !own(jar)) {
          unknown.add(folder + ": " + jar);
        }
      }
    }
    assertThat(jars).isGreaterThan(120);
    assertThat(unknown).as("jars that are shipped and not named in NOTICE").isEmpty();
  }

  @Test
  void theListIsThatOfTheBillsOfMaterials() throws IOException {
    Assumptions.assumeTrue(
        Boolean.getBoolean("qklm.materials"),
        "Bills of materials are made with the profile 'materials' alone.");
    String written = BEGINNING + "-".repeat(BEGINNING.length() - 1) + "\n" + list();
    if (Boolean.getBoolean("qklm.docs.write")) {
      String notice = Files.readString(NOTICE);
      Files.writeString(NOTICE, notice.substring(0, notice.indexOf(BEGINNING)) + written);
    }
    assertThat(section())
        .as("NOTICE; write it with -P materials and -Dqklm.docs.write=true")
        .isEqualTo(written);
  }

  private static String list() throws IOException {
    Map<Licence, Set<String>> byLicence = new EnumMap<>(Licence.class);
    STARTER.forEach((name, licence) -> add(byLicence, licence, name));
    for (Path file : MATERIALS) {
      JsonNode components = new JsonMapper().readTree(file.toFile()).path("components");
      assertThat(components.size()).as("components in %s", file).isGreaterThan(10);
      for (JsonNode component : components) {
        String group = component.path("group").asText();
        if (!group.equals("io.qklm")) {
          add(byLicence, Licence.of(component), group + ":" + component.path("name").asText());
        }
      }
    }
    StringBuilder list = new StringBuilder();
    byLicence.forEach(
        (licence, names) -> {
          list.append(licence.identifier()).append('\n');
          names.forEach(name -> list.append("  ").append(name).append('\n'));
        });
    return list.toString();
  }

  private static void add(Map<Licence, Set<String>> byLicence, Licence licence, String name) {
    byLicence.computeIfAbsent(licence, any -> new TreeSet<>()).add(name);
  }

  private static String section() throws IOException {
    String notice = Files.readString(NOTICE);
    int begin = notice.indexOf(BEGINNING);
    assertThat(begin).as("the list of libraries in NOTICE").isNotNegative();
    return notice.substring(begin);
  }

  private static boolean isOf(String jar, String artifact) {
    return jar.startsWith(artifact + "-") && Character.isDigit(jar.charAt(artifact.length() + 1));
  }

  private static boolean own(String jar) {
    return Pom.modules().stream().anyMatch(module -> isOf(jar, module.name()));
  }

  private static List<String> jars(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".jar"))
          .sorted()
          .toList();
    }
  }
}
