package io.qklm.training.command;

import io.qklm.measure.Resamples;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs under several conditions, a block a measure, a line a condition: the mean of its seeds, each
 * of them, and how much the mean is above that of one condition, over the seeds that both have. The
 * interval of the difference is over texts, in pairs; it says nothing of other seeds, for which the
 * differences seed by seed stand beside it.
 */
public final class ComparisonTable {

  private final String base;
  private final String name;
  private final Map<String, Map<String, Map<Long, Resamples>>> measures = new LinkedHashMap<>();

  /**
   * A table of differences to the condition {@code base}.
   *
   * @param name what the differences call it
   */
  ComparisonTable(String base, String name) {
    this.base = base;
    this.name = name;
  }

  void add(String measure, String condition, long seed, Resamples figure) {
    measures
        .computeIfAbsent(measure, name -> new LinkedHashMap<>())
        .computeIfAbsent(condition, name -> new LinkedHashMap<>())
        .put(seed, figure);
  }

  void print(PrintStream out) {
    measures.forEach(
        (measure, rows) -> {
          out.println(measure);
          Map<Long, Resamples> compared = rows.getOrDefault(base, Map.of());
          rows.forEach(
              (condition, seeds) ->
                  out.printf(
                      Locale.ROOT,
                      "  %-50s %5.1f  seeds %-18s %s%n",
                      condition,
                      Resamples.mean(List.copyOf(seeds.values())).value(),
                      words(List.copyOf(seeds.values()), "%.1f"),
                      condition.equals(base) ? "" : difference(seeds, compared)));
        });
  }

  private String difference(Map<Long, Resamples> seeds, Map<Long, Resamples> compared) {
    List<Resamples> above = new ArrayList<>();
    seeds.forEach(
        (seed, figure) -> {
          if (compared.containsKey(seed)) {
            above.add(figure.minus(compared.get(seed)));
          }
        });
    if (above.isEmpty()) {
      return "";
    }
    var interval = Resamples.mean(above).interval();
    return String.format(
        Locale.ROOT,
        "%+.1f [%+.1f, %+.1f] above %s; by seed %s",
        interval.value(),
        interval.low(),
        interval.high(),
        name,
        words(above, "%+.1f"));
  }

  private static String words(List<Resamples> figures, String format) {
    return figures.stream()
        .map(figure -> String.format(Locale.ROOT, format, figure.value()))
        .collect(Collectors.joining(", "));
  }
}
