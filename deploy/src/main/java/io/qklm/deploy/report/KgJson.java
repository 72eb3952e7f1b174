package io.qklm.deploy.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.MergeReport;
import io.qklm.kg.store.build.Skipped;
import io.qklm.kg.store.build.SourceSurvey;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Prints what scripts read: one JSON object on one line. */
public final class KgJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KgJson() {}

  public static void print(Terminal terminal, Consumer<ObjectNode> fill) {
    ObjectNode root = MAPPER.createObjectNode();
    fill.accept(root);
    terminal.out().println(root);
  }

  public static void fill(ObjectNode json, BuildReport report) {
    json.put("folder", report.folder().toString())
        .put("digest", report.digest())
        .put("entities", report.counts().entities())
        .put("facts", report.counts().facts())
        .put("surfaces", report.counts().surfaces())
        .put("relations", report.counts().relations())
        .put("mergedEntities", report.mergedEntities())
        .put("unknownSubjects", report.unknownSubjects())
        .put("unknownObjects", report.unknownObjects())
        .put("unknownSurfaces", report.unknownSurfaces())
        .put("unusableSurfaces", report.unusableSurfaces())
        .put("embedded", report.embedded())
        .put("precomputed", report.precomputed())
        .put("bytes", report.bytes());
    MergeReport merging = report.merging();
    json.put("joinedRecords", merging.joinedRecords())
        .put("idConflicts", merging.idConflicts())
        .put("kindConflicts", merging.kindConflicts())
        .put("dateConflicts", merging.dateConflicts());
    ArrayNode sources = json.putArray("sources");
    for (MergeReport.Share share : merging.sources()) {
      sources
          .addObject()
          .put("source", share.description())
          .put("entityRecords", share.entities())
          .put("facts", share.facts())
          .put("names", share.names())
          .put("soleEntities", share.sole())
          .put("sharedEntities", share.shared());
    }
    end(json, report.skipped(), report.firstProblems(), report.elapsed());
  }

  public static void fill(ObjectNode json, SourceSurvey survey) {
    json.put("dryRun", true)
        .put("entityRecords", survey.entities())
        .put("facts", survey.facts())
        .put("relations", survey.relations())
        .put("surfaceForms", survey.surfaceForms());
    end(json, survey.skipped(), survey.firstProblems(), survey.elapsed());
  }

  private static void end(ObjectNode json, Skipped skipped, List<String> first, Duration elapsed) {
    json.put("problems", skipped.problems());
    json.put("skippedPercent", Math.round(skipped.share() * 1e4) / 1e2);
    skipped.incomplete().forEach(json.putArray("incomplete")::add);
    first.forEach(json.putArray("firstProblems")::add);
    json.put("seconds", elapsed.toMillis() / 1e3);
  }
}
