package io.qklm.kafka.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which letters were sent back, as noted in a topic: a JSON object a transaction.
 *
 * <pre>
 *   {"letters": id of the topic of dead letters, "sent": {"0": [[17, 19], [42, 42]], "3": ...}}
 * </pre>
 *
 * <p>By partition, runs of offsets with both ends. Notes about a topic that had the same name and
 * was removed say nothing of this one.
 */
final class SentBack {

  private static final JsonMapper JSON = new JsonMapper();

  private final String lettersId;
  private final Map<Integer, Runs> sent = new HashMap<>();
  private final Map<Integer, Runs> noted = new TreeMap<>();

  SentBack(String lettersId) {
    this.lettersId = lettersId;
  }

  /** Takes a note in. */
  void read(byte[] note) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(note);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "a note of what was sent back is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!json.path("letters").asText().equals(lettersId)) {
      return;
    }
    json.path("sent")
        .properties()
        .forEach(
            partition -> {
              for (JsonNode run : partition.getValue()) {
                of(sent, Integer.parseInt(partition.getKey()))
                    .add(run.path(0).asLong(), run.path(1).asLong());
              }
            });
  }

  boolean holds(int partition, long offset) {
    Runs runs = sent.get(partition);
    return runs != null && runs.hold(offset);
  }

  /** A letter is sent in the transaction under way. */
  void add(int partition, long offset) {
    of(sent, partition).add(offset, offset);
    of(noted, partition).add(offset, offset);
  }

  /** What was added since the last note, as a note. */
  byte[] note() {
    ObjectNode json = JSON.createObjectNode().put("letters", lettersId);
    ObjectNode partitions = json.putObject("sent");
    noted.forEach((partition, runs) -> runs.write(partitions.putArray(partition.toString())));
    noted.clear();
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of numbers was not written", e);
    }
  }

  private static Runs of(Map<Integer, Runs> all, int partition) {
    return all.computeIfAbsent(partition, any -> new Runs());
  }

  /** Offsets as runs, the last of each by its first. */
  private static final class Runs {
    private final TreeMap<Long, Long> runs = new TreeMap<>();

    void add(long from, long to) {
      Map.Entry<Long, Long> before = runs.floorEntry(from);
      if (before != null && before.getValue() >= from - 1) {
        runs.put(before.getKey(), Math.max(before.getValue(), to));
      } else {
        runs.put(from, to);
      }
    }

    boolean hold(long offset) {
      Map.Entry<Long, Long> run = runs.floorEntry(offset);
      return run != null && run.getValue() >= offset;
    }

    void write(ArrayNode out) {
      runs.forEach((from, to) -> out.addArray().add(from.longValue()).add(to.longValue()));
    }
  }
}
