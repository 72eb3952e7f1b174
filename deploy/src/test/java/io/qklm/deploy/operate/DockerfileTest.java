package io.qklm.deploy.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.junit.jupiter.api.Test;

/** What linters of Dockerfiles ask for, as far as it can be said without building. */
class DockerfileTest {

  private static final Set<String> KNOWN =
      Set.of("FROM", "COPY", "RUN", "ENV", "USER", "ENTRYPOINT");

  @Test
  void theJobsIsBuiltOnTheFlinkThatTheJobIsBuiltFor() throws IOException {
    List<Dockerfile.Instruction> from = Dockerfile.job().of("FROM");
    assertThat(from).hasSize(1);
    assertThat(from.get(0).rest())
        .matches("flink:" + EnvironmentInformation.getVersion() + "-scala_2\\.12-java17");
  }

  @Test
  void keepTheRules() throws IOException {
    for (Dockerfile file : both()) {
      assertThat(file.instructions()).extracting(Dockerfile.Instruction::name).isSubsetOf(KNOWN);
      assertThat(file.instructions().get(0).name()).isEqualTo("FROM");
      assertThat(file.of("FROM").get(0).rest()).matches("[a-z-]+:\\d+\\.\\d+\\.\\d+[a-z0-9._-]+");
      for (Dockerfile.Instruction copy : file.of("COPY")) {
        assertThat(copy.words()).hasSize(2);
        assertThat(copy.words().get(1)).startsWith("/");
        // A folder's contents go into a folder.
        assertThat(copy.words().get(0).endsWith("/")).isEqualTo(copy.words().get(1).endsWith("/"));
      }
      for (Dockerfile.Instruction run : file.of("RUN")) {
        assertThat(run.rest()).doesNotContain("sudo", "curl", "wget", "apt", "chmod 777", " cd ");
      }
      for (Dockerfile.Instruction variable : file.of("ENV")) {
        assertThat(variable.rest()).matches("[A-Z_]+=[A-Za-z0-9._-]+").doesNotContain("PASS");
      }
      assertThat(file.of("USER")).hasSize(1).noneMatch(user -> user.rest().equals("root"));
      for (Dockerfile.Instruction entry : file.of("ENTRYPOINT")) {
        // As words, so that signals reach the command.
        assertThat(entry.rest()).startsWith("[\"");
      }
    }
  }

  @Test
  void theBuilderGetsWhatIsCopiedAndNothingElse() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of(".dockerignore")).stream()
            .filter(line -> !line.startsWith("#"))
            .toList();
    assertThat(lines.get(0)).isEqualTo("*");
    List<String> let = lines.stream().skip(1).map(line -> line.replaceFirst("^!", "")).toList();
    List<Dockerfile.Copy> copies = both().stream().flatMap(file -> file.copies().stream()).toList();
    for (Dockerfile.Copy copy : copies) {
      assertThat(let).anyMatch(path -> (copy.source() + "/").startsWith(path + "/"));
    }
    for (String path : let) {
      assertThat(copies).anyMatch(copy -> (copy.source() + "/").startsWith(path + "/"));
    }
  }

  @Test
  void itsOwnFilesAreThere() throws IOException {
    for (Dockerfile file : both()) {
      for (Dockerfile.Copy copy : file.copies()) {
        if (!copy.source().startsWith("target/")) {
          assertThat(Path.of(copy.source())).isRegularFile();
        }
      }
    }
    assertThat(Path.of("docker/ready.sh")).isExecutable();
    assertThat(Path.of("docker/qklm.sh")).isExecutable();
  }

  private static List<Dockerfile> both() throws IOException {
    return List.of(Dockerfile.job(), Dockerfile.command());
  }
}
