package io.qklm.deploy.operate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a scrape gave.
 *
 * @param labels of each metric by its name
 * @param values of each sample by its whole line up to the value
 */
public record Exposition(Map<String, Set<String>> labels, Map<String, Double> values) {

  private static final Pattern SAMPLE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"");

  public static Exposition parse(String text) {
    Map<String, Set<String>> labels = new HashMap<>();
    Map<String, Double> values = new HashMap<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      Matcher sample = SAMPLE.matcher(line);
      if (!sample.matches()) {
        throw new AssertionError("this is no line of Prometheus's text form: " + line);
      }
      Set<String> found = labels.computeIfAbsent(sample.group(1), name -> new HashSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> found.add(label.group(1)));
      }
      values.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(sample.group(3)));
    }
    return new Exposition(labels, values);
  }

  /** The sum of a metric over all its samples that have this text among their labels. */
  public double sum(String name, String label) {
    return values.entrySet().stream()
        .filter(sample -> sample.getKey().startsWith(name + "{"))
        .filter(sample -> sample.getKey().contains(label))
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }
}
