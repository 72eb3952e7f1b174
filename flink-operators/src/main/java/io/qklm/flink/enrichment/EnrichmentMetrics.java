package io.qklm.flink.enrichment;

import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Rejection.Cause;
import io.qklm.flink.engine.EngineLoad;
import io.qklm.flink.metrics.ProcessMemory;
import io.qklm.flink.metrics.QklmMetric;
import io.qklm.flink.metrics.RecentMedian;
import io.qklm.flink.metrics.RecentShare;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;

/** What the operator measures of documents; names and meanings are in {@link QklmMetric}. */
final class EnrichmentMetrics {

  /**
   * What is asked for when a reporter looks, on its thread.
   *
   * @param inFlight records being worked on or waiting to leave
   * @param characters UTF-16 units of their text
   * @param load of the engine
   */
  record Gauges(LongSupplier inFlight, LongSupplier characters, Supplier<EngineLoad> load) {}

  final Counter documents;
  final Counter enriched;
  final Counter passed;
  final Counter rejected;
  final Counter truncated;
  final Counter sentencesDropped;
  final Counter tokens;
  final Counter mentions;
  final Counter links;
  final Counter nil;
  final RecentShare nilShare = new RecentShare(QklmMetric.WINDOW);
  final RecentMedian linkScore = new RecentMedian(QklmMetric.WINDOW);
  final Histogram latency;
  private final Histogram documentTokens;
  private final Map<Cause, Counter> rejectedBy = new EnumMap<>(Cause.class);
  private final Map<Stage, Histogram> stages = new EnumMap<>(Stage.class);

  EnrichmentMetrics(MetricGroup operator, Gauges gauges) {
    MetricGroup group = QklmMetric.group(operator);
    documents = QklmMetric.DOCUMENTS.counter(group);
    enriched = QklmMetric.ENRICHED.counter(group);
    passed = QklmMetric.PASSED.counter(group);
    rejected = QklmMetric.REJECTED.counter(group);
    for (Cause cause : Cause.values()) {
      rejectedBy.put(
          cause,
          QklmMetric.REJECTED_BY_CAUSE.counter(group, cause.name().toLowerCase(Locale.ROOT)));
    }
    truncated = QklmMetric.TRUNCATED.counter(group);
    sentencesDropped = QklmMetric.SENTENCES_DROPPED.counter(group);
    tokens = QklmMetric.TOKENS.counter(group);
    documentTokens = QklmMetric.DOCUMENT_TOKENS.histogram(group);
    mentions = QklmMetric.MENTIONS.counter(group);
    links = QklmMetric.LINKS.counter(group);
    nil = QklmMetric.NIL.counter(group);
    QklmMetric.NIL_SHARE.gauge(group, nilShare::share);
    QklmMetric.LINK_SCORE.gauge(group, linkScore::median);
    latency = QklmMetric.LATENCY.histogram(group);
    for (Stage stage : Stage.values()) {
      stages.put(stage, QklmMetric.STAGE_TIME.histogram(group, stage.label()));
    }
    QklmMetric.IN_FLIGHT.gauge(group, gauges.inFlight()::getAsLong);
    QklmMetric.CHARACTERS_IN_FLIGHT.gauge(group, gauges.characters()::getAsLong);
    QklmMetric.ENGINE_WORKERS.gauge(group, () -> gauges.load().get().workers());
    QklmMetric.ENGINE_BUSY.gauge(group, () -> gauges.load().get().busy());
    QklmMetric.ENGINE_QUEUE.gauge(group, () -> gauges.load().get().queued());
    ProcessMemory.register(group);
  }

  void rejected(Cause cause) {
    rejected.inc();
    Counter counter = rejectedBy.get(cause);
    if (counter != null) {
      counter.inc();
    }
  }

  void enriched(Enrichment enrichment) {
    enriched.inc();
    if (enrichment.truncated()) {
      truncated.inc();
    }
    enrichment.summary().ifPresent(summary -> sentencesDropped.inc(summary.dropped()));
    List<EntityAnnotation> all = new ArrayList<>(enrichment.entities());
    all.addAll(enrichment.titleEntities());
    int found = all.size();
    int linked = 0;
    for (EntityAnnotation entity : all) {
      if (entity.entityId().isPresent()) {
        linked++;
        linkScore.add(entity.score());
      }
    }
    mentions.inc(found);
    links.inc(linked);
    nil.inc(found - linked);
    nilShare.add(found - linked, found);
  }

  long rejectedBy(Cause cause) {
    Counter counter = rejectedBy.get(cause);
    return counter == null ? 0 : counter.getCount();
  }

  /**
   * A document is through.
   *
   * @param nanos since it was read
   */
  void took(long nanos, StageTimes times) {
    latency.update(nanos / 1_000_000);
    if (times.tokens() > 0) {
      tokens.inc(times.tokens());
      documentTokens.update(times.tokens());
    }
    stages.forEach(
        (stage, histogram) -> {
          if (times.nanos(stage) > 0) {
            histogram.update(times.nanos(stage) / 1_000);
          }
        });
  }
}
