package io.qklm.kg.store.build;

import io.qklm.kg.Relation;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.ResumableSource;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.store.files.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The first part of a build: reads the sources into {@link Staging} and keeps a {@link
 * BuildCheckpoint} before each source, within those that can be read on from a place, and after the
 * last.
 */
final class BuildReading {

  private final Staging staging;
  private final StagingSink sink;
  private final BuildWatch watch;
  private final Path folder;
  private final Duration interval;
  private final Steps steps;

  private final NameOccurrences occurrences = new NameOccurrences();
  private BuildCheckpoint kept;
  private int source;
  private long lastKept = System.nanoTime();

  /**
   * Goes on where {@code from} says.
   *
   * @param folder takes the checkpoints
   * @param interval time between checkpoints within a source
   */
  BuildReading(
      Staging staging,
      BuildTally tally,
      BuildWatch watch,
      Path folder,
      BuildCheckpoint from,
      Duration interval,
      Steps steps)
      throws IOException {
    this.staging = staging;
    this.watch = watch;
    this.folder = folder;
    this.interval = interval;
    this.steps = steps;
    this.kept = from;
    tally.restore(from);
    occurrences.read(from.occurrences(folder));
    this.sink = new StagingSink(staging, tally, watch, from, occurrences, this::reached);
  }

  /** Reads what has not been read. */
  void read(List<KnowledgeSource> sources) throws IOException {
    for (source = kept.source(); source < sources.size(); source++) {
      KnowledgeSource next = sources.get(source);
      watch.phase("reading " + next.description(), -1);
      Optional<SourcePosition> place = source == kept.source() ? kept.place() : Optional.empty();
      if (place.isPresent() && next instanceof ResumableSource resumable) {
        watch.note("going on after line " + place.get().lines() + " of " + next.description());
        resumable.readInto(sink, place.get());
      } else {
        keep(Optional.empty());
        sink.begin(next.description());
        next.readInto(sink);
      }
    }
    keep(Optional.empty());
  }

  private void reached(Supplier<SourcePosition> place) throws IOException {
    if (System.nanoTime() - lastKept >= interval.toNanos()) {
      keep(Optional.of(place.get()));
    }
  }

  private void keep(Optional<SourcePosition> place) throws IOException {
    steps.before("make what was read safe");
    staging.force();
    steps.before("keep a checkpoint");
    BuildCheckpoint before = kept;
    BuildCheckpoint now = sink.checkpoint(kept.inputs(), source, place);
    if (now.pages() != before.pages()) {
      occurrences.write(now.occurrences(folder));
    }
    now.write(folder);
    kept = now;
    if (now.pages() != before.pages()) {
      Files.deleteIfExists(before.occurrences(folder));
    }
    lastKept = System.nanoTime();
  }

  /** All relations, described or only used, by id. */
  Map<String, Relation> relations() {
    return sink.relations();
  }

  /** What came from which source. */
  Origins origins() {
    return sink.origins();
  }

  /** On how many pages names stand. */
  NameOccurrences occurrences() {
    return occurrences;
  }

  /** Sources whose weights are counts. */
  Set<String> countingSources() {
    return sink.countingSources();
  }
}
