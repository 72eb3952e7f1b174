package io.qklm.deploy.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of packages in docs/ARCHITECTURE.md is that of the tree. */
class PackagesDocTest {

  private static final Path PAGE = Checkout.ROOT.resolve("docs/ARCHITECTURE.md");
  private static final Pattern PLACE =
      Pattern.compile(
          "(?s)(<!-- written from package-info\\.java.*? -->\n)(.*?)(<!-- end of packages -->)");
  private static final Pattern COMMENT = Pattern.compile("(?s)/\\*\\*(.*?)\\*/");
  private static final Pattern TAG = Pattern.compile("\\{@(?:link|code|linkplain) ([^}]*)\\}");
  private static final Pattern END = Pattern.compile("(?<![.])\\.(?= \\p{Lu}|$)");
  private static final List<String> MODULES =
      List.of(
          "kg-store",
          "kg-store/dbpedia-index",
          "model-runtime",
          "flink-operators",
          "kafka-connectors",
          "kafka-connectors/connect",
          "deploy",
          "deploy/cluster-harness",
          "model-training",
          "benchmarks/measure",
          "benchmarks");

  @Test
  void thePageHasEveryPackage() throws IOException {
    String written = Files.readString(PAGE);
    Matcher place = PLACE.matcher(written);
    assertThat(place.find()).as("the place of the table in %s", PAGE).isTrue();
    String table = table();
    if (Boolean.getBoolean("qklm.docs.write")) {
      Files.writeString(
          PAGE, written.substring(0, place.start(2)) + table + written.substring(place.end(2)));
      return;
    }
    assertThat(place.group(2))
        .as("packages in docs/ARCHITECTURE.md; -Dqklm.docs.write=true mends it")
        .isEqualTo(table);
  }

  private static String table() throws IOException {
    Map<String, Map<String, Path>> modules = new TreeMap<>();
    TreeSet<Path> without = new TreeSet<>();
    for (Path source : Checkout.mainSources()) {
      Path folder = source.getParent();
      if (folder.toString().contains("/org/apache/")) {
        // One class that must live among the connector's own; see decision 7.
        continue;
      }
      Path says = folder.resolve("package-info.java");
      if (!Files.exists(says)) {
        without.add(folder);
        continue;
      }
      String path = Checkout.ROOT.relativize(folder).toString();
      int main = path.indexOf("/src/main/java/");
      modules
          .computeIfAbsent(path.substring(0, main), any -> new TreeMap<>())
          .put(path.substring(main + "/src/main/java/".length()).replace('/', '.'), says);
    }
    assertThat(without).as("packages without a package-info.java").isEmpty();
    assertThat(modules.keySet()).as("modules with packages").hasSameElementsAs(MODULES);

    StringBuilder table = new StringBuilder("| package | what lives there |\n| --- | --- |\n");
    for (String module : MODULES) {
      table.append("| **").append(module).append("** | |\n");
      for (Map.Entry<String, Path> of : modules.get(module).entrySet()) {
        String folder = Checkout.ROOT.relativize(of.getValue().getParent()).toString();
        table
            .append("| [`")
            .append(of.getKey())
            .append("`](../")
            .append(folder)
            .append(") | ")
            .append(firstSentence(of.getValue()))
            .append(" |\n");
      }
    }
    return table.toString();
  }

  private static String firstSentence(Path file) throws IOException {
    Matcher comment = COMMENT.matcher(Files.readString(file));
    assertThat(comment.find()).as("a Javadoc in %s", file).isTrue();
    String text = comment.group(1).replaceAll("\n *\\* ?", " ").replaceAll("<[^>]*>", " ").strip();
    text = text.replaceAll(" +", " ");
    Matcher tag = TAG.matcher(text);
    text = tag.replaceAll(t -> Matcher.quoteReplacement("`" + simple(t.group(1)) + "`"));
    Matcher end = END.matcher(text);
    assertThat(end.find()).as("a first sentence in %s", file).isTrue();
    return text.substring(0, end.start()).replace("|", "\\|");
  }

  /** {@code io.qklm.kg.source.KnowledgeSource} is called by its last part. */
  private static String simple(String code) {
    return code.startsWith("io.qklm.")
            && Character.isUpperCase(code.charAt(code.lastIndexOf('.') + 1))
        ? code.substring(code.lastIndexOf('.') + 1)
        : code;
  }
}
