package io.qklm.kg.store.build;

import io.qklm.kg.Entity;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.SurfaceForm;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.store.BuildProgress;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What sources hold, found by reading them as a build does, without building: nothing is written,
 * embedded or kept in memory. Records of one id are counted each, equal facts too.
 *
 * @param entities entity records
 * @param facts facts
 * @param relations relations with a description
 * @param surfaceForms counted names
 * @param problems lines and records that cannot be used
 * @param firstProblems the first of them, as sentences
 * @param skipped how much a build would leave out
 * @param elapsed how long it took
 */
public record SourceSurvey(
    long entities,
    long facts,
    long relations,
    long surfaceForms,
    long problems,
    List<String> firstProblems,
    Skipped skipped,
    Duration elapsed) {

  public SourceSurvey {
    firstProblems = List.copyOf(firstProblems);
  }

  /**
   * Reads all sources.
   *
   * @param problemLimit most problems tolerated, as in a build
   * @throws IOException if a source fails or there are more problems than the limit
   */
  public static SourceSurvey of(
      List<KnowledgeSource> sources, int problemLimit, BuildProgress progress) throws IOException {
    long start = System.nanoTime();
    BuildTally tally = new BuildTally(problemLimit);
    BuildWatch watch = new BuildWatch(progress);
    Counter counter = new Counter(tally, watch);
    for (KnowledgeSource source : sources) {
      watch.phase("reading " + source.description(), -1);
      source.readInto(counter);
    }
    watch.flush();
    return new SourceSurvey(
        counter.entities,
        counter.facts,
        counter.relations,
        counter.surfaceForms,
        tally.problems(),
        tally.firstProblems(),
        tally.skipped(),
        Duration.ofNanos(System.nanoTime() - start));
  }

  private static final class Counter implements KnowledgeSink {

    private final BuildTally tally;
    private final BuildWatch watch;
    private long entities;
    private long facts;
    private long relations;
    private long surfaceForms;

    Counter(BuildTally tally, BuildWatch watch) {
      this.tally = tally;
      this.watch = watch;
    }

    @Override
    public void entity(Entity entity) throws IOException {
      entities++;
      tally.read++;
      watch.advance();
    }

    @Override
    public void fact(Fact fact) throws IOException {
      facts++;
      tally.read++;
      watch.advance();
    }

    @Override
    public void relation(Relation relation) throws IOException {
      relations++;
      tally.read++;
      watch.advance();
    }

    @Override
    public void surfaceForm(SurfaceForm surfaceForm) throws IOException {
      surfaceForms++;
      tally.read++;
      watch.advance();
    }

    @Override
    public void problem(String place, String reason) throws IOException {
      tally.problem(place, reason, watch);
    }

    @Override
    public void incomplete(String place, String reason) throws IOException {
      tally.incomplete(place, reason, watch);
    }

    @Override
    public void note(String line) {
      watch.note(line);
    }
  }
}
