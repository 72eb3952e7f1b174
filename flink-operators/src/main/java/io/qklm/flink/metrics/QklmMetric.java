package io.qklm.flink.metrics;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/**
 * Everything that an operator measures, in the group {@code qklm} of its metrics. Names are part of
 * the contract with dashboards and stay as they are; docs/metrics.md is written from here.
 */
@PublicEvolving
public enum QklmMetric {
  READY(
      "ready",
      Kind.GAUGE,
      Unit.FLAG,
      Place.ALL,
      "1 once the engine is open, warmed up and has knowledge to serve by (with as-of, which opens"
          + " epochs by need: once it is open), 0 before"),
  DOCUMENTS("documents", Kind.COUNTER, Unit.DOCUMENTS, Place.ALL, "handed to the engine"),
  ENRICHED("enriched", Kind.COUNTER, Unit.DOCUMENTS, Place.OPERATOR, "enriched and sent on"),
  PASSED(
      "passed",
      Kind.COUNTER,
      Unit.RECORDS,
      Place.OPERATOR,
      "without a document, such as tombstones, sent on as they came"),
  REJECTED("rejected", Kind.COUNTER, Unit.RECORDS, Place.ALL, "that could not be enriched"),
  REJECTED_BY_CAUSE(
      "rejected",
      Kind.COUNTER,
      Unit.RECORDS,
      Place.OPERATOR,
      Label.CAUSE,
      "the same by cause; in the Kafka job these are the dead letters"),
  TRUNCATED(
      "truncated",
      Kind.COUNTER,
      Unit.DOCUMENTS,
      Place.OPERATOR,
      "of which only the head was read, because they are longer than the limit"),
  SENTENCES_DROPPED(
      "sentencesDropped",
      Kind.COUNTER,
      Unit.SENTENCES,
      Place.OPERATOR,
      "that a summarizer wrote and that were left out, because of a name or a number that is not in"
          + " the document"),
  TOKENS("tokens", Kind.COUNTER, Unit.TOKENS, Place.OPERATOR, "of document text that was read"),
  DOCUMENT_TOKENS(
      "documentTokens",
      Kind.HISTOGRAM,
      Unit.TOKENS,
      Place.OPERATOR,
      "of a document, which is what the engine works on at a time"),
  MENTIONS("mentions", Kind.COUNTER, Unit.MENTIONS, Place.OPERATOR, "found in documents"),
  LINKS("links", Kind.COUNTER, Unit.MENTIONS, Place.OPERATOR, "linked to an entity"),
  NIL("nil", Kind.COUNTER, Unit.MENTIONS, Place.OPERATOR, "that mean no known entity"),
  NIL_SHARE(
      "nilShare",
      Kind.GAUGE,
      Unit.SHARE,
      Place.OPERATOR,
      "of the mentions of the last 1,000 documents that mean no known entity; NaN before the first"
          + " mention"),
  LINK_SCORE(
      "linkScoreMedian",
      Kind.GAUGE,
      Unit.SCORE,
      Place.OPERATOR,
      "of the last 1,000 links, their median; NaN before the first link"),
  LATENCY(
      "latencyMs",
      Kind.HISTOGRAM,
      Unit.MILLISECONDS,
      Place.OPERATOR,
      "from reading a document to sending its result on, waiting for its turn included"),
  STAGE_TIME(
      "durationUs",
      Kind.HISTOGRAM,
      Unit.MICROSECONDS,
      Place.OPERATOR,
      Label.STAGE,
      "that a document spent in a stage of the engine"),
  IN_FLIGHT(
      "inFlight",
      Kind.GAUGE,
      Unit.RECORDS,
      Place.OPERATOR,
      "being worked on, or done and waiting for those before them"),
  CHARACTERS_IN_FLIGHT(
      "charactersInFlight", Kind.GAUGE, Unit.CHARACTERS, Place.OPERATOR, "of their text"),
  ENGINE_WORKERS(
      "engineWorkers",
      Kind.GAUGE,
      Unit.THREADS,
      Place.OPERATOR,
      "that the engine has; the engine is shared by all subtasks of a process, so take the maximum"
          + " over them, not the sum"),
  ENGINE_BUSY(
      "engineBusy", Kind.GAUGE, Unit.THREADS, Place.OPERATOR, "of these at work; shared likewise"),
  ENGINE_QUEUE(
      "engineQueue",
      Kind.GAUGE,
      Unit.DOCUMENTS,
      Place.OPERATOR,
      "waiting for one of these; shared likewise"),
  EPOCH(
      "epoch",
      Kind.GAUGE,
      Unit.NUMBER,
      Place.ALL,
      "of the epoch that serves; with as-of, of the one opened last; -1 before there is one"),
  EPOCH_AGE(
      "epochAgeMs",
      Kind.GAUGE,
      Unit.MILLISECONDS,
      Place.EPOCHS,
      "since the epoch that serves took effect; -1 before one was announced"),
  EPOCH_SWAP(
      "epochSwapMs",
      Kind.GAUGE,
      Unit.MILLISECONDS,
      Place.EPOCHS,
      "from the last announcement to its epoch serving; -1 before one did"),
  EPOCH_SWAPS("epochSwaps", Kind.COUNTER, Unit.SWAPS, Place.EPOCHS, "to another epoch"),
  EPOCHS_REFUSED(
      "epochsRefused",
      Kind.COUNTER,
      Unit.EPOCHS,
      Place.EPOCHS,
      "that were announced and cannot be used, as the topic of their status says"),
  EPOCH_MESSAGES_UNREADABLE(
      "epochMessagesUnreadable",
      Kind.COUNTER,
      Unit.MESSAGES,
      Place.EPOCHS,
      "about epochs that were passed over"),
  HELD_DOCUMENTS(
      "heldDocuments",
      Kind.GAUGE,
      Unit.RECORDS,
      Place.EPOCHS,
      "that wait for their epoch, or for room"),
  HELD_BYTES(
      "heldBytes",
      Kind.GAUGE,
      Unit.BYTES,
      Place.EPOCHS,
      "of records that wait, as they stand in a checkpoint; when they are too many, the source of"
          + " documents pauses"),
  RESIDENT_MEMORY(
      "residentBytes",
      Kind.GAUGE,
      Unit.BYTES,
      Place.OPERATOR,
      "of memory that the process holds, mapped files included; of the process, so take the maximum"
          + " over its subtasks; -1 where the system does not tell (it does on Linux)"),
  MEMORY_OUTSIDE_HEAP(
      "outsideHeapBytes",
      Kind.GAUGE,
      Unit.BYTES,
      Place.OPERATOR,
      "that the process holds at least for itself outside the Java heap: resident memory without"
          + " files, less the heap that Java has claimed. Network, RocksDB, Java's own parts; -1"
          + " likewise");

  /** The group in an operator's metrics. */
  public static final String GROUP = "qklm";

  /** Documents, or links, over which histograms, shares and medians are kept. */
  public static final int WINDOW = 1_000;

  /** What may be done with a metric. */
  public enum Kind {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  /** What is counted. */
  public enum Unit {
    DOCUMENTS("documents"),
    RECORDS("records"),
    SENTENCES("sentences"),
    TOKENS("tokens"),
    CHARACTERS("UTF-16 units"),
    MENTIONS("mentions"),
    EPOCHS("epochs"),
    SWAPS("swaps"),
    MESSAGES("messages"),
    THREADS("threads"),
    BYTES("bytes"),
    MILLISECONDS("milliseconds"),
    MICROSECONDS("microseconds"),
    SHARE("share, 0 to 1"),
    SCORE("score, 0 to 1"),
    NUMBER("number"),
    FLAG("0 or 1");

    private final String words;

    Unit(String words) {
      this.words = words;
    }

    /** In plain words. */
    public String words() {
      return words;
    }
  }

  /** Who measures it. */
  public enum Place {
    /** Operators, and functions and models of SQL. */
    ALL,
    /** The operator of the DataStream API and of the Kafka job. */
    OPERATOR,
    /** The same where it follows epochs. */
    EPOCHS
  }

  /** What a metric is kept apart by. */
  public enum Label {
    NONE(""),
    CAUSE("cause"),
    STAGE("stage");

    private final String key;

    Label(String key) {
      this.key = key;
    }

    /** Key of the label, as reporters show it; empty for none. */
    public String key() {
      return key;
    }
  }

  private static final String PROMETHEUS = "flink_taskmanager_job_task_operator_";

  private final String metric;
  private final Kind kind;
  private final Unit unit;
  private final Place place;
  private final Label label;
  private final String help;

  QklmMetric(String metric, Kind kind, Unit unit, Place place, String help) {
    this(metric, kind, unit, place, Label.NONE, help);
  }

  QklmMetric(String metric, Kind kind, Unit unit, Place place, Label label, String help) {
    this.metric = metric;
    this.kind = kind;
    this.unit = unit;
    this.place = place;
    this.label = label;
    this.help = help;
  }

  /** Its name in Flink, within the group. */
  public String metric() {
    return metric;
  }

  public Kind kind() {
    return kind;
  }

  public Unit unit() {
    return unit;
  }

  public Place place() {
    return place;
  }

  public Label label() {
    return label;
  }

  /** What it says, to be read after its unit: "documents handed to the engine". */
  public String help() {
    return help;
  }

  /** Its name as Flink's reporter for Prometheus has it. */
  public String prometheus() {
    return PROMETHEUS + GROUP + "_" + (label == Label.NONE ? "" : label.key() + "_") + metric;
  }

  /** The group of an operator in which all of these are. */
  public static MetricGroup group(MetricGroup operator) {
    return operator.addGroup(GROUP);
  }

  /** Registers a counter. */
  public Counter counter(MetricGroup group) {
    return checked(Kind.COUNTER, Label.NONE, group).counter(metric);
  }

  /** Registers a counter for a value of its label. */
  public Counter counter(MetricGroup group, String value) {
    return checked(Kind.COUNTER, label, group).addGroup(label.key(), value).counter(metric);
  }

  /** Registers a gauge. */
  public void gauge(MetricGroup group, Gauge<? extends Number> gauge) {
    checked(Kind.GAUGE, Label.NONE, group).gauge(metric, gauge);
  }

  /** Registers a histogram over the last {@link #WINDOW} values. */
  public Histogram histogram(MetricGroup group) {
    return checked(Kind.HISTOGRAM, Label.NONE, group)
        .histogram(metric, new DescriptiveStatisticsHistogram(WINDOW));
  }

  /** Registers such a histogram for a value of its label. */
  public Histogram histogram(MetricGroup group, String value) {
    return checked(Kind.HISTOGRAM, label, group)
        .addGroup(label.key(), value)
        .histogram(metric, new DescriptiveStatisticsHistogram(WINDOW));
  }

  private MetricGroup checked(Kind asked, Label by, MetricGroup group) {
    if (asked != kind || by != label) {
      throw new IllegalStateException(
          this + " is a " + kind + " by " + label + " and was registered as a " + asked);
    }
    return group;
  }
}
