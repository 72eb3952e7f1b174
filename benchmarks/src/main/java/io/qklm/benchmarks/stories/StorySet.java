package io.qklm.benchmarks.stories;

import com.fasterxml.jackson.databind.JsonNode;
import io.qklm.benchmarks.data.JsonLines;
import io.qklm.stories.term.TermHash;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The sets, each with where it stands and what a story is in it. */
enum StorySet {
  WP_CURRENT_EVENTS(
      "wp-current-events", "stories/wp-current-events/events.jsonl.gz", true, true, "storyPath"),
  ALLSIDES("allsides", "stories/allsides/triples.jsonl.gz", false, false, "story"),
  ECBPLUS("ecbplus", "stories/ecbplus/articles.jsonl.gz", false, true, "story"),
  UCI_AGGREGATOR("uci-aggregator", "stories/uci-aggregator/articles.jsonl.gz", true, true, "story"),
  ITN("itn", "stories/itn/blurbs.jsonl.gz", true, true, "story"),
  WIKITIMES("wikitimes", "stories/wikitimes/events.jsonl", true, true, "story");

  /** A topic that is written about for longer is more than one story. */
  private static final Duration EPISODE = Duration.ofDays(14);

  private static final int PARTS = 3;
  private static final int ALLSIDES_PARTS = 3;
  private static final int UCI_PARTS = 5;

  private final String shown;
  private final String file;
  private final boolean dated;
  private final boolean open;
  private final String storyField;

  StorySet(String shown, String file, boolean dated, boolean open, String storyField) {
    this.shown = shown;
    this.file = file;
    this.dated = dated;
    this.open = open;
    this.storyField = storyField;
  }

  String shown() {
    return shown;
  }

  /** Whether all its documents have a date, so that they arrive by it. */
  boolean dated() {
    return dated;
  }

  /** Whether weights of the default may be fitted on it. */
  boolean open() {
    return open;
  }

  Path file(Path data) {
    return data.resolve(file);
  }

  /** Whether the stories of a group are for figures, not for fitting: a third of them. */
  boolean forFigures(String group) {
    return part(shown + group, PARTS) == 0;
  }

  /** Whether a document is in the sample of a set that is larger than it need be. */
  private boolean sampled(StoryText text) {
    return switch (this) {
      case ALLSIDES -> forFigures(text.group()) && part(text.group(), ALLSIDES_PARTS) == 0;
      case UCI_AGGREGATOR -> part(text.id(), UCI_PARTS) == 0;
      default -> true;
    };
  }

  private static int part(String key, int parts) {
    return Math.floorMod(TermHash.of(key), parts);
  }

  /**
   * Its documents that have a story, in the order of the file: all, but of allsides a third of the
   * stories for figures, since nothing is fitted on it, and of uci-aggregator a fifth of the
   * documents.
   */
  List<StoryText> read(Path data) throws IOException {
    return all(data).stream().filter(this::sampled).toList();
  }

  private List<StoryText> all(Path data) throws IOException {
    List<StoryText> texts = new ArrayList<>();
    Map<String, Episode> episodes = new HashMap<>();
    List<JsonNode> rows = new ArrayList<>();
    JsonLines.forEach(file(data), rows::add);
    Predicate<JsonNode> wanted =
        row -> string(row, "lang").map("en"::equals).orElse(true) && story(row).isPresent();
    for (JsonNode row : rows.stream().filter(wanted).toList()) {
      Optional<Instant> time =
          dated ? string(row, "date").map(StorySet::instant) : Optional.empty();
      String topic = story(row).orElseThrow();
      String story =
          this == WP_CURRENT_EVENTS
              ? topic + "#" + episodes.computeIfAbsent(topic, t -> new Episode()).at(time)
              : topic;
      Optional<String> title = string(row, "title").filter(words -> !words.isBlank());
      String text = string(row, "text").filter(words -> !words.isBlank()).orElse(title.orElse(""));
      if (!text.isBlank()) {
        texts.add(
            new StoryText(
                string(row, "id").orElse(shown + "-" + texts.size()),
                time,
                title,
                text,
                story,
                this == ECBPLUS ? string(row, "topic").orElse(topic) : topic));
      }
    }
    return texts;
  }

  private Optional<String> story(JsonNode row) {
    JsonNode value = row.path(storyField);
    return value.isArray()
        ? Optional.of(value).filter(path -> !path.isEmpty()).map(p -> p.get(p.size() - 1).asText())
        : string(row, storyField);
  }

  private static Optional<String> string(JsonNode row, String field) {
    return Optional.of(row.path(field)).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static Instant instant(String date) {
    return date.length() <= 10
        ? LocalDate.parse(date).atStartOfDay().toInstant(ZoneOffset.UTC)
        : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
  }

  /** The part of a topic that its next document belongs to; rows come by date. */
  private static final class Episode {
    private int number;
    private Instant begin = Instant.MIN;

    int at(Optional<Instant> time) {
      Instant now = time.orElseThrow();
      if (begin.equals(Instant.MIN) || now.isAfter(begin.plus(EPISODE))) {
        begin = now;
        number++;
      }
      return number;
    }
  }
}
