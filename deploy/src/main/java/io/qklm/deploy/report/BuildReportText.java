package io.qklm.deploy.report;

import io.qklm.deploy.terminal.Plural;
import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.MergeReport;
import io.qklm.kg.store.build.Skipped;
import io.qklm.kg.store.build.SourceSurvey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a build, for a person: what is in it and what was left out, and why. */
public final class BuildReportText {

  private BuildReportText() {}

  public static List<String> lines(BuildReport report) {
    List<String> lines = problems(report.problems(), report.firstProblems());
    add(lines, report.mergedEntities(), "record", "merged into one of the same id");
    add(lines, report.unknownSubjects(), "fact", "left out: no entity has the id of its subject");
    add(lines, report.unknownObjects(), "fact", "kept whose object no entity has as id");
    add(lines, report.unknownSurfaces(), "name", "left out: no entity has its id");
    add(lines, report.unusableSurfaces(), "name", "left out: nothing to match, or too long");
    MergeReport merging = report.merging();
    add(lines, merging.joinedRecords(), "record", "joined to an entity by another id of it");
    add(
        lines,
        merging.unknownAdditions(),
        "name or count",
        "names and counts",
        "left out: no entity has its id");
    add(lines, merging.unrelated(), "page link", "left out: it leads to no entity");
    lines.addAll(merging.firstConflicts());
    add(lines, merging.idConflicts(), "id", "said to stand for several entities, or in a circle");
    add(lines, merging.kindConflicts(), "entity", "entities", "of several kinds by its sources");
    add(lines, merging.dateConflicts(), "entity", "entities", "with several dates of one event");
    if (merging.sources().size() > 1) {
      merging.sources().forEach(share -> lines.add(share(share)));
    }
    lines.add(
        String.format(
            Locale.ROOT,
            "built '%s': %s, %s, %s, %.1f MB in %.1f s",
            report.folder(),
            Plural.of(report.counts().entities(), "entity", "entities"),
            Plural.of(report.counts().facts(), "fact"),
            Plural.of(report.counts().surfaces(), "name"),
            report.bytes() / 1e6,
            report.elapsed().toMillis() / 1e3));
    lines.add("digest " + report.digest());
    return lines;
  }

  public static List<String> lines(SourceSurvey survey) {
    List<String> lines = problems(survey.problems(), survey.firstProblems());
    lines.add(
        String.format(
            Locale.ROOT,
            "read %s, %s, %s, %s in %.1f s; nothing was built",
            Plural.of(survey.entities(), "entity record"),
            Plural.of(survey.facts(), "fact"),
            Plural.of(survey.relations(), "relation"),
            Plural.of(survey.surfaceForms(), "counted name"),
            survey.elapsed().toMillis() / 1e3));
    return lines;
  }

  /**
   * What is missing beyond what was allowed, a sentence each; empty where nothing is.
   *
   * @param percent most of the records that may have been skipped
   * @param outcome what became of the snapshot
   */
  public static List<String> missing(
      Skipped skipped, double percent, boolean allowIncomplete, String outcome) {
    List<String> missing = new ArrayList<>();
    if (!allowIncomplete) {
      skipped
          .incomplete()
          .forEach(sentence -> missing.add(sentence + "; or allow it with --allow-incomplete"));
    }
    if (skipped.share() * 100 > percent) {
      missing.add(
          String.format(
              Locale.ROOT,
              "%,d of %,d records were skipped (%.1f%%, and %s%% may be): %s; mend the sources, or"
                  + " allow more with --max-skipped PERCENT",
              skipped.problems(),
              skipped.read() + skipped.problems(),
              skipped.share() * 100,
              new BigDecimal(String.valueOf(percent)).stripTrailingZeros().toPlainString(),
              outcome));
    }
    return missing;
  }

  private static List<String> problems(long count, List<String> first) {
    List<String> lines = new ArrayList<>(first);
    add(lines, count - first.size(), "more problem", "of this kind");
    return lines;
  }

  private static String share(MergeReport.Share share) {
    return String.format(
        Locale.ROOT,
        "%s: %s, %s, %s; %s it alone knows, %s others know too",
        share.description(),
        Plural.of(share.entities(), "entity record"),
        Plural.of(share.facts(), "fact"),
        Plural.of(share.names(), "name"),
        Plural.of(share.sole(), "entity", "entities"),
        Plural.of(share.shared(), "entity", "entities"));
  }

  private static void add(List<String> lines, long count, String one, String many, String what) {
    if (count > 0) {
      lines.add(Plural.of(count, one, many) + " " + what);
    }
  }

  private static void add(List<String> lines, long count, String noun, String what) {
    if (count > 0) {
      lines.add(Plural.of(count, noun) + " " + what);
    }
  }
}
