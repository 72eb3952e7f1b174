package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DOCUMENT =
      "{\"id\": \"%s\", \"text\": \"Angela Merkel spoke in Berlin on Monday. 🎉 It rained.\"}";

  @TempDir static Path folder;
  private static Path knowledge;

  private final CapturedTerminal terminal = new CapturedTerminal();

  @BeforeAll
  static void buildKnowledge() throws IOException {
    knowledge = folder.resolve("knowledge");
    CapturedTerminal build = new CapturedTerminal();
    int code =
        build.run(
            "kg",
            "build",
            "--source",
            "jsonl=" + SmallKnowledge.write(folder),
            "--output",
            knowledge.toString());
    assertThat(code).as(build.err()).isZero();
    assertThat(build.err()).contains("4 entities").contains("6 facts");
  }

  @Test
  void everyLineGivesOneRecordInOrder() throws IOException {
    List<String> lines = IntStream.range(0, 40).mapToObj(i -> DOCUMENT.formatted("d" + i)).toList();
    Path out = folder.resolve("ordered.jsonl");

    assertThat(enrich(gzip("ordered.in", lines), out, "--threads", "3")).isZero();

    List<JsonNode> records = records(out);
    assertThat(records)
        .extracting(record -> record.path("id").asText())
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "d" + i).toList());
    JsonNode entities = records.get(7).path("entities");
    assertThat(entities.findValuesAsText("entityId")).contains("Q567", "Q64");
    assertThat(terminal.err()).contains("enriched 40 documents").doesNotContain("rejected");
  }

  @Test
  void overridesDecideAndAMissingFileOfThemEndsTheCommand() throws IOException {
    Path in = lines("decided.jsonl", DOCUMENT.formatted("d1"));
    Path out = folder.resolve("decided.out");
    Path overrides =
        Files.writeString(
            folder.resolve("overrides.jsonl"),
            "{\"id\":\"no-berlin\",\"surface\":\"Berlin\",\"entityId\":null}");
    assertThat(enrich(in, out, "--overrides", overrides.toString())).isZero();
    JsonNode record = records(out).get(0);
    assertThat(record.path("entities").findValuesAsText("entityId")).doesNotContain("Q64");
    assertThat(record.at("/provenance/overrides/0").asText()).isEqualTo("no-berlin");

    assertThat(enrich(in, out, "--overrides", folder.resolve("none").toString())).isNotZero();
    assertThat(terminal.err()).contains("none does not exist; an empty one says nothing");
  }

  @Test
  void aRunThatRejectedEveryLineFails() throws IOException {
    Path in = lines("none.jsonl", "not json", "{\"id\": \"d2\"}");

    assertThat(enrich(in, folder.resolve("none.out"))).isEqualTo(1);

    assertThat(terminal.err()).contains("enriched 0 documents").contains("2 lines were rejected");
  }

  @Test
  void anEmptyInputIsNoFailure() throws IOException {
    assertThat(enrich(lines("empty.jsonl"), folder.resolve("empty.out"))).isZero();
  }

  @Test
  void aRejectedLineIsTold() throws IOException {
    Path in = lines("bad.jsonl", "not json", DOCUMENT.formatted("d1"), "{\"id\": \"d2\"}");
    Path out = folder.resolve("bad.out");

    assertThat(enrich(in, out)).isZero();

    assertThat(records(out)).hasSize(1);
    assertThat(terminal.err())
        .contains("line 1: the value is not acceptable JSON")
        .contains("line 3 (id 'd2'): field 'text' is missing")
        .contains("enriched 1 document in")
        .contains("2 lines were rejected");
  }

  @Test
  void rejectedLinesGoToAFileAsJson() throws IOException {
    Path in = lines("bad2.jsonl", "[]", DOCUMENT.formatted("d1"));
    Path errors = folder.resolve("errors.jsonl");

    assertThat(enrich(in, folder.resolve("bad2.out"), "--errors", errors.toString(), "--strict"))
        .isEqualTo(1);

    JsonNode error = records(errors).get(0);
    assertThat(error.path("line").asInt()).isEqualTo(1);
    assertThat(error.path("cause").asText()).isEqualTo("WRONG_TYPE");
    assertThat(error.path("message").asText()).contains("array");
    assertThat(terminal.err()).doesNotContain("line 1:");
  }

  @Test
  void aDashWritesToTheOutput() throws IOException {
    Path in = lines("one.jsonl", DOCUMENT.formatted("only"));
    assertThat(
            terminal.run(
                "enrich",
                "--input",
                in.toString(),
                "--output",
                "-",
                "--knowledge",
                knowledge.toString()))
        .isZero();
    JsonNode record = JSON.readTree(terminal.out());
    assertThat(record.path("id").asText()).isEqualTo("only");
    assertThat(record.path("provenance").path("epoch").asInt()).isEqualTo(1);
  }

  @Test
  void inputAndOutputMustDiffer() throws IOException {
    Path in = lines("same.jsonl", DOCUMENT.formatted("d"));
    assertThat(enrich(in, in)).isEqualTo(2);
    assertThat(terminal.err()).contains("are the same file");
    assertThat(Files.readString(in)).isNotEmpty();
  }

  @Test
  void aDamagedSnapshotNamesTheFile() throws IOException {
    Path damaged = folder.resolve("damaged");
    CapturedTerminal build = new CapturedTerminal();
    assertThat(
            build.run(
                "kg",
                "build",
                "--source",
                "jsonl=" + folder.resolve("entities"),
                "--output",
                damaged.toString()))
        .isZero();
    Path fst = damaged.resolve("aliases.fst");
    byte[] bytes = Files.readAllBytes(fst);
    bytes[bytes.length / 2] ^= 1;
    Files.write(fst, bytes);

    Path in = lines("fine.jsonl", DOCUMENT.formatted("d"));
    assertThat(
            terminal.run(
                "enrich",
                "--input",
                in.toString(),
                "--output",
                "-",
                "--knowledge",
                damaged.toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("aliases.fst").doesNotContain("\tat ");
  }

  @Test
  void namesAreLookedUp() {
    assertThat(
            terminal.run("kg", "lookup", "berlin", "--facts", "--knowledge", knowledge.toString()))
        .isZero();
    assertThat(terminal.out()).contains("Berlin LOC Q64").contains("capital of Germany");
    assertThat(terminal.out()).contains("Germany (Q183)");
  }

  @Test
  void anUnknownNameIsASentence() {
    assertThat(terminal.run("kg", "lookup", "Zorgland", "--knowledge", knowledge.toString()))
        .isEqualTo(1);
    assertThat(terminal.err()).contains("is called 'Zorgland'").hasLineCount(1);
  }

  @Test
  void aSnapshotSaysWhatItHolds() {
    assertThat(terminal.run("kg", "inspect", knowledge.toString())).isZero();
    assertThat(terminal.out())
        .containsPattern("entities +4\n")
        .containsPattern("facts +6\n")
        .contains("in 32 bytes")
        .contains("all verified");
  }

  private int enrich(Path in, Path out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "enrich",
                "--input",
                in.toString(),
                "--output",
                out.toString(),
                "--knowledge",
                knowledge.toString()));
    arguments.addAll(List.of(more));
    return terminal.run(arguments.toArray(new String[0]));
  }

  private static Path lines(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static Path gzip(String name, List<String> lines) throws IOException {
    Path file = folder.resolve(name);
    try (var out = new GZIPOutputStream(new FileOutputStream(file.toFile()))) {
      out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private static List<JsonNode> records(Path file) throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      records.add(JSON.readTree(line));
    }
    return records;
  }
}
