package io.qklm.deploy.cli;

import io.qklm.kg.store.build.BuildReport;
import io.qklm.kg.store.build.SourceSurvey;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a build, for a person: what is in it and what was left out, and why. */
final class BuildReportText {

  private BuildReportText() {}

  static List<String> lines(BuildReport report) {
    List<String> lines = problems(report.problems(), report.firstProblems());
    add(lines, report.mergedEntities(), "records merged into one of the same id");
    add(lines, report.unknownSubjects(), "facts left out: no entity has their subject's id");
    add(lines, report.unknownObjects(), "facts kept whose object no entity has as id");
    add(lines, report.unknownSurfaces(), "names left out: no entity has their id");
    add(lines, report.unusableSurfaces(), "names left out: nothing to match, or too long");
    lines.add(
        String.format(
            Locale.ROOT,
            "built '%s': %,d entities, %,d facts, %,d names, %.1f MB in %.1f s",
            report.folder(),
            report.counts().entities(),
            report.counts().facts(),
            report.counts().surfaces(),
            report.bytes() / 1e6,
            report.elapsed().toMillis() / 1e3));
    lines.add("digest " + report.digest());
    return lines;
  }

  static List<String> lines(SourceSurvey survey) {
    List<String> lines = problems(survey.problems(), survey.firstProblems());
    lines.add(
        String.format(
            Locale.ROOT,
            "read %,d entity records, %,d facts, %,d relations, %,d counted names in %.1f s;"
                + " nothing was built",
            survey.entities(),
            survey.facts(),
            survey.relations(),
            survey.surfaceForms(),
            survey.elapsed().toMillis() / 1e3));
    return lines;
  }

  private static List<String> problems(long count, List<String> first) {
    List<String> lines = new ArrayList<>(first);
    add(lines, count - first.size(), "more problems of this kind");
    return lines;
  }

  private static void add(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }
}
