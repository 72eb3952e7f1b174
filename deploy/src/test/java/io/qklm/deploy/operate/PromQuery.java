package io.qklm.deploy.operate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query of the dashboard or of an alert, as far as names go.
 *
 * @param place where it stands
 * @param text in PromQL
 */
public record PromQuery(String place, String text) {

  private static final Path DASHBOARD = Path.of("grafana/qklm-streams.json");
  private static final Path ALERTS = Path.of("prometheus/alerts.yaml");
  private static final Pattern METRIC = Pattern.compile("\\b(?:flink|qklm_update)_[a-zA-Z0-9_]+");
  private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
  private static final Pattern MATCHED = Pattern.compile("([a-z_]+)(?:=~|!=|!~|=)\"");

  /** All of them. */
  public static List<PromQuery> all() throws IOException {
    List<PromQuery> queries = new ArrayList<>(dashboard());
    queries.addAll(alerts());
    return queries;
  }

  static List<PromQuery> dashboard() throws IOException {
    JsonNode dashboard = new ObjectMapper().readTree(DASHBOARD.toFile());
    List<PromQuery> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        queries.add(
            new PromQuery("panel " + panel.path("title").asText(), target.path("expr").asText()));
      }
    }
    for (JsonNode variable : dashboard.path("templating").path("list")) {
      if (variable.path("type").asText().equals("query")) {
        queries.add(
            new PromQuery(
                "variable " + variable.path("name").asText(),
                variable.path("query").path("query").asText()));
      }
    }
    return queries;
  }

  static List<PromQuery> alerts() throws IOException {
    List<PromQuery> queries = new ArrayList<>();
    for (JsonNode group : new YAMLMapper().readTree(ALERTS.toFile()).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        queries.add(
            new PromQuery("alert " + rule.path("alert").asText(), rule.path("expr").asText()));
      }
    }
    return queries;
  }

  /** Metrics that it names. */
  public Set<String> metrics() {
    Set<String> names = new TreeSet<>();
    Matcher metric = METRIC.matcher(text);
    while (metric.find()) {
      names.add(metric.group());
    }
    return names;
  }

  /** Whether it asks the update job, a process of its own, and not the enrichment job. */
  public boolean ofTheUpdateJob() {
    return metrics().stream().allMatch(name -> name.startsWith("qklm_update_"));
  }

  /** Labels that it groups or selects by. */
  public Set<String> labels() {
    Set<String> names = new TreeSet<>();
    GROUPING
        .matcher(text)
        .results()
        .forEach(by -> names.addAll(List.of(by.group(1).split(",\\s*"))));
    MATCHED.matcher(text).results().forEach(label -> names.add(label.group(1)));
    return names;
  }
}
