package io.qklm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as a person runs it, with a small knowledge so that nothing has to be embedded. */
class DemoIT {

  private static final Duration START = Duration.ofSeconds(90);

  @TempDir static Path folder;
  private static Path knowledge;

  private Path temporary;

  @BeforeAll
  static void buildKnowledge() throws Exception {
    knowledge = folder.resolve("knowledge");
    Path temporary = Files.createDirectories(folder.resolve("tmp-build"));
    try (CommandProcess build =
        CommandProcess.start(
            folder,
            temporary,
            "kg",
            "build",
            "--source",
            "jsonl=" + SmallKnowledge.write(folder),
            "--output",
            knowledge.toString())) {
      assertThat(build.await(60)).as(build.err()).isZero();
    }
  }

  @BeforeEach
  void temporaryFolder() throws IOException {
    temporary = Files.createTempDirectory(folder, "tmp");
  }

  @Test
  void sendsAFileThroughAndEnds() throws Exception {
    Path input =
        Files.write(
            folder.resolve("docs.jsonl"),
            List.of(
                "{\"id\": \"d1\", \"title\": \"On a visit\","
                    + " \"text\": \"Angela Merkel came to Berlin on Monday.\"}",
                "not a document",
                "{\"id\": \"d2\", \"text\": \"Apple opens an office in Germany next year.\"}"));
    try (CommandProcess demo = demo("--no-page", "--input", input.toString())) {
      assertThat(demo.await(120)).as(demo.out() + demo.err()).isZero();
      assertThat(demo.out())
          .contains("Kafka 4.2.2 on 127.0.0.1:")
          .contains("On a visit d1")
          .contains("Angela Merkel")
          .contains("Q567")
          .contains("dead letter")
          .contains("3 sent, 2 enriched, 1 dead letter,")
          .contains("Try next:")
          .doesNotContain("The page is at")
          .doesNotContain("\u001b");
      assertThat(demo.err()).isEmpty();
    }
    nothingIsLeft();
  }

  @Test
  void anInterruptEndsItCleanly() throws Exception {
    try (CommandProcess demo = demo("--port", "0")) {
      await().atMost(START).until(() -> shown(demo) >= 2 || !demo.isAlive());
      List<ProcessHandle> broker = demo.children();
      assertThat(broker).as(demo.out() + demo.err()).isNotEmpty();
      aReaderOfThePageTeachesTheJobAnEntity(demo);

      demo.interrupt();

      assertThat(demo.await(20)).as(demo.out() + demo.err()).isEqualTo(130);
      await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> broker.stream().noneMatch(ProcessHandle::isAlive));
      assertThat(demo.out()).contains("stopping ...").contains("Try next:");
      assertThat(demo.err()).isEmpty();
    }
    nothingIsLeft();
  }

  /** As {@code ./qklm demo | head -1} does: the pipe is closed while the demo runs. */
  @Test
  void endsWhenNobodyReadsItsOutputAnyMore() throws Exception {
    try (CommandProcess demo =
        CommandProcess.startPiped(
            folder, temporary, "demo", "--no-page", "--knowledge", knowledge.toString())) {
      assertThat(demo.readLine()).contains("Starting Kafka and Flink");
      demo.closeOutput();
      assertThat(demo.await(120)).as(demo.err()).isZero();
      assertThat(demo.err()).contains("nobody reads the output any more");
    }
    nothingIsLeft();
  }

  /** All of it over HTTP, as the page's script does it. */
  private static void aReaderOfThePageTeachesTheJobAnEntity(CommandProcess demo) throws Exception {
    try (PageClient page = PageClient.of(demo.out())) {
      page.await("hello", event -> true);
      String id =
          page.post("documents", "{\"text\": \"Angela Merkel came to Berlin on Monday.\"}")
              .path("id")
              .asText();
      JsonNode mine =
          page.await("enriched", event -> event.path("record").path("id").asText().equals(id));
      assertThat(mine.path("origin").asText()).isEqualTo("reader");
      assertThat(mine.path("text").asText()).startsWith("Angela Merkel came");
      JsonNode mentions =
          page.get("explanation?sequence=" + mine.path("sequence").asText()).path("mentions");
      assertThat(mentions.findValuesAsText("entityId")).contains("Q567", "Q64");

      assertThat(page.post("entities", entity("Q64", "Berlin")).path("error").asText())
          .contains("has 'Q64' already (Berlin)");
      page.post("entities", entity("demo:zorblat", "Zorblat Industries"));
      assertThat(page.post("entities", entity("demo:y", "Yarrow")).path("error").asText())
          .contains("still under way");
      JsonNode announced = page.await("update", event -> step(event).equals("announced"));
      JsonNode last =
          page.await("update", event -> !List.of("sent", "announced").contains(step(event)));
      assertThat(step(last)).as(last.toString()).isEqualTo("linked");
      assertThat(last.path("epoch").asLong()).isEqualTo(announced.path("epoch").asLong());
      JsonNode linked =
          page.await(
              "enriched",
              event ->
                  event.path("origin").asText().equals("trial")
                      && event.path("record").toString().contains("\"demo:zorblat\""));
      mentions =
          page.get("explanation?sequence=" + linked.path("sequence").asText()).path("mentions");
      assertThat(mentions.findValuesAsText("entityId")).contains("demo:zorblat");
    }
  }

  private static String step(JsonNode update) {
    return update.path("step").asText();
  }

  private static String entity(String id, String label) {
    return "{\"id\": \""
        + id
        + "\", \"label\": \""
        + label
        + "\", \"kind\": \"ORG\", \"description\": \"maker of pumps in Berlin\", \"sentence\": \""
        + label
        + " opened an office in Berlin, the maker of pumps said on Monday.\"}";
  }

  private CommandProcess demo(String... more) throws IOException {
    String[] arguments =
        Stream.concat(Stream.of("demo", "--knowledge", knowledge.toString()), Stream.of(more))
            .toArray(String[]::new);
    return CommandProcess.start(folder, temporary, arguments);
  }

  private static long shown(CommandProcess demo) throws IOException {
    return demo.out().lines().filter(line -> line.endsWith("from news to here")).count();
  }

  private void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.list(temporary)) {
      // Where Java keeps its performance counters is not ours to remove.
      assertThat(left.filter(path -> !path.getFileName().toString().startsWith("hsperfdata")))
          .isEmpty();
    }
  }
}
