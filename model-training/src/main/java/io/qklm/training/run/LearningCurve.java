package io.qklm.training.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The points of a run's curves in a CSV file, {@code step,series,value}, each on disk as soon as it
 * is known. A run that continues drops the points it will measure again.
 */
public final class LearningCurve {

  private static final String HEADER = "step,series,value";

  private final Path file;
  private final Map<String, List<Point>> series = new LinkedHashMap<>();

  /** A value at a step. */
  public record Point(long step, double value) {}

  private LearningCurve(Path file) {
    this.file = file;
  }

  /**
   * Opens {@code file}, keeping its points up to {@code step}.
   *
   * @throws IOException if the file cannot be read or written, or is no curve
   */
  public static LearningCurve open(Path file, long step) throws IOException {
    LearningCurve curve = new LearningCurve(file);
    List<String> kept = new ArrayList<>(List.of(HEADER));
    if (Files.exists(file)) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
        String[] cells = line.split(",", -1);
        // A kill can leave half a line at the end.
        if (cells.length == 3 && curve.keep(cells, step)) {
          kept.add(line);
        }
      }
    }
    Files.write(file, kept);
    return curve;
  }

  private boolean keep(String[] cells, long step) {
    try {
      Point point = new Point(Long.parseLong(cells[0]), Double.parseDouble(cells[2]));
      if (point.step() > step) {
        return false;
      }
      series.computeIfAbsent(cells[1], name -> new ArrayList<>()).add(point);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Adds a point. */
  public void add(long step, String name, double value) throws IOException {
    if (name.contains(",")) {
      throw new IllegalArgumentException("the series '" + name + "' has a comma in its name");
    }
    series.computeIfAbsent(name, key -> new ArrayList<>()).add(new Point(step, value));
    Files.writeString(
        file,
        String.format(Locale.ROOT, "%d,%s,%.9g%n", step, name, value),
        StandardOpenOption.APPEND);
  }

  /** All points by series, in the order they came. */
  public Map<String, List<Point>> series() {
    Map<String, List<Point>> copy = new LinkedHashMap<>();
    series.forEach((name, points) -> copy.put(name, List.copyOf(points)));
    return copy;
  }
}
