package io.qklm.deploy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.qklm.deploy.Distribution;
import io.qklm.deploy.JsonLines;
import io.qklm.deploy.enrich.FileEnrichment;
import io.qklm.deploy.enrich.LineResult;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shared cases of the engine, over the starter knowledge. */
class EngineCasesIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static Map<String, Consumer<List<EnrichedCase>>> checks() {
    Map<String, Consumer<List<EnrichedCase>>> checks = new LinkedHashMap<>(NameChecks.all());
    checks.putAll(FormChecks.all());
    return checks;
  }

  @TestFactory
  Stream<DynamicTest> cases() throws Exception {
    List<String> here = SharedCases.names();
    Map<String, Consumer<List<EnrichedCase>>> checks = checks();
    List<String> checked = checks.keySet().stream().filter(here::contains).toList();
    if (checked.isEmpty()) {
      return Stream.of();
    }
    Map<String, List<EnrichedCase>> enriched = enrich(checked);
    return checked.stream()
        .map(
            name ->
                DynamicTest.dynamicTest(
                    name,
                    () -> {
                      List<EnrichedCase> documents = enriched.get(name);
                      offsetsCutOutNames(documents);
                      checks.get(name).accept(documents);
                    }));
  }

  private static void offsetsCutOutNames(List<EnrichedCase> documents) {
    for (EnrichedCase one : documents) {
      for (EnrichedCase.Said entity : one.entities()) {
        assertThat(one.slice(entity.start(), entity.end())).isEqualTo(entity.text());
      }
    }
  }

  private static Map<String, List<EnrichedCase>> enrich(List<String> names) throws Exception {
    Distribution distribution = new Distribution(Path.of(System.getProperty("qklm.dist")));
    Terminal silent =
        Terminal.plain(
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
    Map<String, List<EnrichedCase>> enriched = new LinkedHashMap<>();
    try (KnowledgeSnapshot snapshot =
            KnowledgeSnapshot.open(new StarterKnowledge(distribution).ensure(silent));
        Qklm qklm = Qklm.open(ModelBundle.named(""), snapshot, QklmOptions.defaults())) {
      for (String name : names) {
        enriched.put(name, enrich(qklm, name));
      }
    }
    return enriched;
  }

  private static List<EnrichedCase> enrich(Qklm qklm, String name) throws Exception {
    Path file = SharedCases.FOLDER.resolve(name).resolve("docs.jsonl");
    List<String> texts = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      texts.add(JSON.readTree(line).path("text").asText());
    }
    List<EnrichedCase> results = new ArrayList<>();
    try (JsonLines lines = JsonLines.open(file)) {
      new FileEnrichment(qklm, 1)
          .run(
              lines,
              new FileEnrichment.Sink() {
                @Override
                public void accept(LineResult result) throws IOException {
                  JsonNode record = json(result);
                  // Of markup the record carries what was extracted, which offsets point at.
                  String sent = texts.get(results.size());
                  results.add(new EnrichedCase(record.path("text").asText(sent), record));
                }

                @Override
                public void pause() {}
              });
    }
    assertThat(results).hasSameSizeAs(texts);
    return results;
  }

  private static JsonNode json(LineResult result) throws IOException {
    if (result instanceof LineResult.Enriched enriched) {
      return JSON.readTree(enriched.json());
    }
    LineResult.Rejected rejected = (LineResult.Rejected) result;
    return JSON.createObjectNode()
        .put("cause", rejected.rejection().cause().name())
        .put("message", rejected.rejection().message());
  }
}
