package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.KnowledgeSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a build over a delta to a repository and back, as a person types it. */
class KgEpochCommandsTest {

  @TempDir Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static CapturedTerminal run(int exitCode, String... arguments) {
    CapturedTerminal terminal = new CapturedTerminal();
    assertThat(terminal.run(arguments)).as(terminal.err()).isEqualTo(exitCode);
    return terminal;
  }

  @Test
  void aDeltaIsBuiltPublishedAndRolledBack() throws IOException {
    Path entities = SmallKnowledge.write(folder);
    run(
        0,
        "kg",
        "build",
        "--source",
        "jsonl=" + entities,
        "--output",
        path("one"),
        "--threads",
        "1");
    Path updates =
        Files.writeString(
            folder.resolve("updates.jsonl"),
            """
            {"upsert": {"id": "Q1711", "label": "Potsdam", "kind": "LOC", "rank": 0.5}}
            {"retire": "Q312"}
            """);
    CapturedTerminal delta =
        run(
            0,
            "kg",
            "delta",
            "--parent",
            path("one"),
            "--updates",
            updates.toString(),
            "--output",
            path("two"),
            "--threads",
            "1",
            "--json");
    assertThat(delta.out())
        .contains("\"epoch\":2")
        .contains("\"added\":1,\"changed\":0,\"retired\":1");
    assertThat(run(0, "kg", "verify", path("two")).err()).contains("is whole: epoch 2");
    assertThat(run(0, "kg", "lookup", "Potsdam", "--knowledge", path("two")).out())
        .contains("Q1711");

    assertThat(
            run(0, "kg", "compact", "--parent", path("two"), "--output", path("x"), "--dry-run")
                .err())
        .contains("epoch 2 has", "1 alias segment beside", "1 retired");
    assertThat(folder.resolve("x")).doesNotExist();
    assertThat(
            run(0, "kg", "compact", "--parent", path("two"), "--output", path("three"), "--json")
                .out())
        .contains("\"epoch\":3", "\"recoded\":0");
    assertThat(run(0, "kg", "lookup", "Potsdam", "--knowledge", path("three")).out())
        .contains("Q1711");
    assertThat(
            run(
                    2,
                    "kg",
                    "compact",
                    "--parent",
                    path("two"),
                    "--output",
                    path("x"),
                    "--vector-bytes",
                    "8")
                .err())
        .contains("--vector-bytes goes with --retrain");

    assertThat(run(0, "kg", "publish", path("one"), "--repository", path("repository")).err())
        .contains("published epoch 1");
    assertThat(
            run(0, "kg", "publish", path("two"), "--repository", path("repository"), "--dry-run")
                .err())
        .containsPattern("would publish epoch 2 in .*: [0-9]+ of [0-9]+ files are new");
    assertThat(run(0, "kg", "epochs", "--repository", path("repository")).out()).hasLineCount(1);
    run(0, "kg", "publish", path("two"), "--repository", path("repository"), "--keep", "2");
    assertThat(run(0, "kg", "epochs", "--repository", path("repository")).out())
        .hasLineCount(2)
        .containsPattern("(?m)^ +1 .*4 entities$")
        .containsPattern("(?m)^\\* +2 .*4 entities$");
    assertThat(run(0, "kg", "rollback", "--repository", path("repository"), "--to", "1").err())
        .contains("epoch 1 is in force");
    assertThat(run(0, "kg", "epochs", "--repository", path("repository"), "--json").out())
        .containsPattern("\"epoch\":1,.*\"inForce\":true");
    assertThat(run(0, "kg", "verify", path("repository")).err()).contains("is whole: 2 epochs");

    try (Stream<Path> blobs = Files.list(folder.resolve("repository/blobs"))) {
      Files.delete(blobs.findFirst().orElseThrow());
    }
    assertThat(run(1, "kg", "verify", path("repository")).err()).contains("is missing");
    assertThat(run(1, "kg", "verify", path("repository"), "--json").out())
        .contains("\"whole\":false", "is missing");
    Files.delete(folder.resolve("two/quantizer.pq"));
    assertThat(run(1, "kg", "verify", path("two")).err()).contains("quantizer.pq is missing");
    assertThat(run(1, "kg", "verify", path("two"), "--json").out()).contains("\"whole\":false");
    assertThat(run(0, "kg", "verify", path("one"), "--json").out())
        .contains("\"whole\":true,\"problems\":[]");
  }

  @Test
  void codebooksTrainedAnewTurnVectorsAsThoseBefore() throws IOException {
    String source = "jsonl=" + SmallKnowledge.write(folder);
    run(0, "kg", "build", "--source", source, "--output", path("plain"));
    run(0, "kg", "build", "--source", source, "--output", path("rotated"), "--rotate");
    for (String parent : List.of("plain", "rotated")) {
      String output = path(parent + "-2");
      assertThat(
              run(
                      0,
                      "kg",
                      "compact",
                      "--parent",
                      path(parent),
                      "--output",
                      output,
                      "--retrain",
                      "--vector-bytes",
                      "16",
                      "--json")
                  .out())
          .contains("\"recoded\":4");
      try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(Path.of(output))) {
        assertThat(snapshot.quantizer().rotation().isPresent()).isEqualTo(parent.equals("rotated"));
        assertThat(snapshot.quantizer().subspaces()).isEqualTo(16);
      }
    }
  }

  @Test
  void aBadUpdateIsNamedByItsLine() throws IOException {
    Path updates = Files.writeString(folder.resolve("updates.jsonl"), "{\"upsert\": {\"x\": 1}}\n");
    assertThat(
            run(
                    1,
                    "kg",
                    "delta",
                    "--parent",
                    path("one"),
                    "--updates",
                    updates.toString(),
                    "--output",
                    path("two"))
                .err())
        .contains("updates.jsonl:1: an upsert has the unknown key 'x'")
        .contains("--problem-limit");
  }

  @Test
  void aMissingRepositoryIsASentence() {
    assertThat(run(1, "kg", "epochs", "--repository", path("none")).err())
        .contains("there is no repository in")
        .hasLineCount(1);
  }
}
