package io.qklm.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.deploy.pages.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.sourceforge.pmd.cpd.CPDConfiguration;
import net.sourceforge.pmd.cpd.CpdAnalysis;
import net.sourceforge.pmd.cpd.Mark;
import net.sourceforge.pmd.cpd.Match;
import net.sourceforge.pmd.lang.document.FileLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing of 75 tokens is written twice in the code of all modules, as PMD's detector sees it. */
class TwiceIsOnceTest {

  private static final int TOKENS = 75;

  @Test
  void mainCodeSaysNothingTwice() throws IOException {
    List<Path> sources = Checkout.mainSources();
    assertThat(sources).hasSizeGreaterThan(700);
    assertThat(twice(sources)).as("what is written twice; put it where both can have it").isEmpty();
  }

  /** The detector sees what it is there for. */
  @Test
  void aCopyIsFound(@TempDir Path folder) throws IOException {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      body.append("    sum += values[")
          .append(i)
          .append("] * weights[i + ")
          .append(i)
          .append("];\n");
    }
    List<Path> copies = new ArrayList<>();
    for (String name : List.of("First", "Second")) {
      Path file = folder.resolve(name + ".java");
      Files.writeString(
          file, "class " + name + " {\n  int of(int[] values) {\n" + body + "  }\n}\n");
      copies.add(file);
    }
    assertThat(twice(copies)).singleElement().asString().contains("First.java:", "Second.java:");
  }

  private static List<String> twice(List<Path> sources) throws IOException {
    CPDConfiguration configuration = new CPDConfiguration();
    configuration.setMinimumTileSize(TOKENS);
    configuration.setOnlyRecognizeLanguage(
        configuration.getLanguageRegistry().getLanguageById("java"));
    List<String> found = new ArrayList<>();
    try (CpdAnalysis analysis = CpdAnalysis.create(configuration)) {
      for (Path source : sources) {
        analysis.files().addFile(source);
      }
      analysis.performAnalysis(report -> report.getMatches().forEach(m -> found.add(said(m))));
    }
    return found;
  }

  private static String said(Match match) {
    StringBuilder text = new StringBuilder(match.getTokenCount() + " tokens:");
    for (Mark mark : match) {
      FileLocation place = mark.getLocation();
      text.append(' ')
          .append(Path.of(place.getFileId().getOriginalPath()))
          .append(':')
          .append(place.getStartLine());
    }
    return text.toString();
  }
}
