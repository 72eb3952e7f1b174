package io.qklm.benchmarks.speed;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of a run: printed as they come, kept as JSON and as bars of what has a target. */
final class Table {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final PrintWriter out;
  private final ObjectNode root = MAPPER.createObjectNode();
  private final List<Bars.Bar> bars = new ArrayList<>();
  private ObjectNode part = root;

  Table(PrintWriter out) {
    this.out = out;
  }

  /** Names the machine. */
  void machine(String model) throws IOException {
    root.put("date", LocalDate.now(ZoneOffset.UTC).toString());
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("processor", processor());
    root.put("java", Runtime.version().toString());
    root.put("model", model);
    out.println(
        root.get("date").asText()
            + ", "
            + root.get("cores").asInt()
            + " cores of "
            + root.get("processor").asText()
            + ", Java "
            + root.get("java").asText()
            + ", model "
            + model);
  }

  private static String processor() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  void begin(String name) {
    part = root.putObject(name);
    out.println(name);
    out.flush();
  }

  void put(String what, double figure) {
    part.put(what, rounded(figure));
    line(what, String.format(Locale.ROOT, figure >= 100 ? "%,.0f" : "%.3f", figure));
  }

  void put(String what, Spread spread) {
    ObjectNode node = part.putObject(what);
    node.put("median", rounded(spread.median()));
    node.put("least", rounded(spread.least()));
    node.put("most", rounded(spread.most()));
    line(what, spread.toString());
  }

  void say(String what, String text) {
    part.put(what, text);
    line(what, text);
  }

  /** A ratio that should reach {@code goal}; below it if {@code below}. */
  void ratio(String what, Spread spread, double goal, boolean below) {
    put(what, spread);
    bars.add(new Bars.Bar(what, spread, goal, below));
    boolean holds = below ? spread.median() <= goal : spread.median() >= goal;
    out.printf(
        Locale.ROOT,
        "    goal %s %.2f: %s%n",
        below ? "at most" : "at least",
        goal,
        holds ? "reached" : "missed");
    out.flush();
  }

  private void line(String what, String figure) {
    out.printf(Locale.ROOT, "  %-56s %s%n", what, figure);
    out.flush();
  }

  private static double rounded(double figure) {
    return Math.round(figure * 1000) / 1000.0;
  }

  void save(Optional<Path> json, Optional<Path> picture) throws IOException {
    if (json.isPresent()) {
      Files.write(json.get(), MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(root));
    }
    if (picture.isPresent()) {
      Bars.write(picture.get(), bars);
    }
  }
}
