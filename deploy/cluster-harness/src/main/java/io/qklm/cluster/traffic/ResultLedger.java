package io.qklm.cluster.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was sent and what came back: counts what is lost and doubled, and holds each result against
 * the document it was made of and the epoch it names. Any thread may call it.
 */
public final class ResultLedger {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What ends descriptions in a knowledge that shows its epochs. */
  private static final Pattern EPOCH = Pattern.compile("\\(epoch ([0-9]+)\\)$");

  private final Map<String, TestDocument> expected = new HashMap<>();
  private final Map<String, Integer> seen = new HashMap<>();
  private final Map<String, Long> epochs = new HashMap<>();
  private final List<String> problems = new ArrayList<>();
  private long lastNanos = System.nanoTime();
  private long longestSilenceNanos;

  /** Says what is going to be sent. */
  public synchronized void expect(List<TestDocument> documents) {
    documents.forEach(document -> expected.put(document.id(), document));
  }

  /** From now on silence is counted. */
  public synchronized void listen() {
    lastNanos = System.nanoTime();
    longestSilenceNanos = 0;
  }

  /** Enters a committed record. */
  public synchronized void enter(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    long now = System.nanoTime();
    longestSilenceNanos = Math.max(longestSilenceNanos, now - lastNanos);
    lastNanos = now;
    String id = key == null ? "" : new String(key, StandardCharsets.UTF_8);
    seen.merge(id, 1, Integer::sum);
    TestDocument document = expected.get(id);
    if (document == null) {
      problems.add("'" + id + "' came in " + topic + " and was never sent");
    } else if (value == null) {
      problems.add("'" + id + "' came in " + topic + " as a tombstone");
    } else {
      check(document, value, topic);
    }
  }

  public synchronized int expected() {
    return expected.size();
  }

  /** Documents without a result. */
  public synchronized int missing() {
    return (int) missingIds().count();
  }

  /** The first few documents without a result, in the order of their names. */
  public synchronized List<String> sampleOfMissing() {
    return missingIds().sorted().limit(5).toList();
  }

  /** Whether each of these has a result. */
  public synchronized boolean has(List<TestDocument> documents) {
    return documents.stream().allMatch(document -> seen.containsKey(document.id()));
  }

  /** The epochs that the results of these name. */
  public synchronized Set<Long> epochs(List<TestDocument> documents) {
    Set<Long> named = new TreeSet<>();
    documents.forEach(document -> named.add(epochs.getOrDefault(document.id(), -1L)));
    return named;
  }

  /** Documents with more than one result. */
  public synchronized int doubled() {
    return (int) seen.values().stream().filter(count -> count > 1).count();
  }

  /** What was wrong with results, a sentence each. */
  public synchronized List<String> problems() {
    return List.copyOf(problems);
  }

  /** The longest time without a result since {@link #listen}, in seconds. */
  public synchronized double longestSilence() {
    return longestSilenceNanos / (double) TimeUnit.SECONDS.toNanos(1);
  }

  private Stream<String> missingIds() {
    return expected.keySet().stream().filter(id -> !seen.containsKey(id));
  }

  private void check(TestDocument document, byte[] value, String topic) {
    JsonNode result;
    try {
      result = JSON.readTree(value);
    } catch (IOException e) {
      problems.add(
          "'" + document.id() + "' came in " + topic + " and is no JSON: " + e.getMessage());
      return;
    }
    if (!result.path("id").asText().equals(document.id())) {
      problems.add("'" + document.id() + "' came in " + topic + " as " + result.path("id"));
      return;
    }
    long epoch = result.path("provenance").path("epoch").asLong(-1);
    epochs.put(document.id(), epoch);
    for (JsonNode entity : result.path("entities")) {
      String description = entity.path("description").asText("");
      Matcher mark = EPOCH.matcher(description);
      if (mark.find() && Long.parseLong(mark.group(1)) != epoch) {
        problems.add("'" + document.id() + "' of epoch " + epoch + " says " + description);
      }
      String slice = slice(document.text(), entity);
      if (!slice.equals(entity.path("text").asText())) {
        problems.add("'" + document.id() + "' says " + entity + " where the text has " + slice);
      }
    }
  }

  private static String slice(String text, JsonNode span) {
    int length = text.codePointCount(0, text.length());
    int start = span.path("start").asInt(-1);
    int end = span.path("end").asInt(-1);
    if (start < 0 || end < start || end > length) {
      return "(no such place)";
    }
    return text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
  }
}
