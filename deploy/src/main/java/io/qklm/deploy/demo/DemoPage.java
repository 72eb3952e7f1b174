package io.qklm.deploy.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.page.LivePage;
import io.qklm.deploy.page.LiveRecord;
import io.qklm.deploy.page.LiveRecord.Origin;
import io.qklm.deploy.page.NewEntity;
import io.qklm.deploy.page.PageActions;
import io.qklm.deploy.page.PageRefusal;
import io.qklm.deploy.page.PastedDocument;
import io.qklm.deploy.page.UpdateNews;
import io.qklm.document.MentionExplanation;
import io.qklm.kafka.DeadLetters;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Between the demo's stream and its page: what comes out is shown, what readers send goes in. */
final class DemoPage implements Audience, PageActions {

  private static final Logger LOG = LoggerFactory.getLogger(DemoPage.class);

  /** Nobody reads more; records beyond it are counted and not shown. */
  private static final long SHOW_EVERY_NANOS = 200_000_000L;

  private static final int BURST = 8;
  private static final long TRIAL_EVERY_NANOS = 300_000_000L;

  /** Records of the stream, which nobody waits for, are shown up to this many bytes. */
  private static final int LARGEST_OF_STREAM = 512 << 10;

  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final LivePage page;
  private final SentTexts texts = new SentTexts();
  private final KnowledgeDesk desk;
  private final LinkExplainer explainer;
  private final KafkaProducer<byte[], byte[]> producer;
  private final ObjectMapper json = new ObjectMapper();
  private final Set<String> published = new HashSet<>();
  private long sent;
  private int submitted;
  private int trials;
  private @Nullable Trial trial;
  private long nextTrialDocument;
  private boolean epochsBegan;
  private boolean watched;
  private long nextShown = System.nanoTime() - BURST * SHOW_EVERY_NANOS;

  /**
   * Connects a page to a stream.
   *
   * @param folder for a repository and a cache
   */
  DemoPage(LivePage page, String bootstrapServers, DemoOptions options, Path folder) {
    this.page = page;
    Path repository = folder.resolve("repository");
    this.desk = new KnowledgeDesk(bootstrapServers, options, repository);
    this.explainer = new LinkExplainer(options, repository, folder.resolve("explained"));
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Feeder.LARGEST_RECORD,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                5_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    page.running(this);
  }

  @Override
  public List<String> topics() {
    return List.of(DemoTopics.KG_EPOCHS, DemoTopics.KG_UPDATES_DEAD_LETTERS);
  }

  @Override
  public void sending(String key, byte[] document) {
    texts.put(key, document);
  }

  @Override
  public synchronized long sent() {
    return sent;
  }

  @Override
  public synchronized void watched() {
    if (!watched) {
      watched = true;
      Thread thread = new Thread(this::prepare, "qklm-demo-page");
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** So that the first question and the first update need not wait for a model to be opened. */
  private void prepare() {
    try {
      explainer.open();
    } catch (IOException e) {
      // The first question will be told.
      LOG.warn("links cannot be explained", e);
    }
    desk.begin();
  }

  @Override
  public synchronized String submit(PastedDocument document) throws PageRefusal {
    String id = "reader-" + ++submitted;
    send(id, document.title(), document.text());
    return id;
  }

  @Override
  public synchronized void publish(NewEntity entity) throws PageRefusal {
    if (trial != null) {
      throw PageRefusal.notNow("the update before this one is still under way");
    }
    desk.begin();
    Optional<String> broken = desk.failure();
    if (broken.isPresent()) {
      throw PageRefusal.unavailable(broken.get());
    }
    requireNew(entity.id());
    byte[] value = record(entity);
    trials++;
    Trial begun = new Trial(entity, trials, System.nanoTime());
    // Goes first, to show what the job makes of it without the update.
    send(begun.nextId(), Optional.of("Before: " + entity.label()), entity.sentence());
    send(DemoTopics.KG_UPDATES, entity.id(), value);
    published.add(entity.id());
    trial = begun;
    nextTrialDocument = System.nanoTime() + TRIAL_EVERY_NANOS;
    page.update(begun.sent());
  }

  private void requireNew(String id) throws PageRefusal {
    if (published.contains(id)) {
      return;
    }
    Optional<String> known;
    try {
      known = explainer.known(id);
    } catch (IllegalArgumentException | IOException e) {
      throw PageRefusal.unusable(String.valueOf(e.getMessage()));
    }
    if (known.isPresent()) {
      throw PageRefusal.unusable(
          "the knowledge has '"
              + id
              + "' already ("
              + known.get()
              + "), and an update would replace all it says of it; choose another id");
    }
  }

  /** The update as it goes to the topic. */
  private byte[] record(NewEntity entity) {
    ObjectNode record = json.createObjectNode();
    record.put("id", entity.id());
    record.putObject("labels").put("en", entity.label());
    entity.alias().ifPresent(alias -> record.putObject("aliases").putArray("en").add(alias));
    record.putObject("descriptions").put("en", entity.description());
    record.put("kind", entity.kind());
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void send(String id, Optional<String> title, String text) throws PageRefusal {
    ObjectNode document = json.createObjectNode();
    document.put("id", id);
    title.ifPresent(words -> document.put("title", words));
    document.put("text", text);
    byte[] value = document.toString().getBytes(StandardCharsets.UTF_8);
    texts.put(id, value);
    send(DemoTopics.DOCUMENTS, id, value);
    sent++;
  }

  private void send(String topic, String key, byte[] value) throws PageRefusal {
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic,
                  null,
                  System.currentTimeMillis(),
                  key.getBytes(StandardCharsets.UTF_8),
                  value));
    } catch (KafkaException e) {
      throw PageRefusal.unavailable("Kafka did not take it: " + e.getMessage());
    }
  }

  @Override
  public List<MentionExplanation> explain(LiveRecord record) throws IOException {
    return explainer.explain(record);
  }

  @Override
  public synchronized void came(ConsumerRecord<byte[], byte[]> record) throws IOException {
    switch (record.topic()) {
      case DemoTopics.ENRICHED -> enriched(record);
      case DemoTopics.DEAD_LETTERS -> dead(record);
      case DemoTopics.KG_EPOCHS -> epoch(record);
      default -> updateRefused(record);
    }
  }

  private void enriched(ConsumerRecord<byte[], byte[]> record) throws IOException {
    Duration latency = Duration.ofMillis(System.currentTimeMillis() - record.timestamp());
    page.count(latency);
    String key = key(record);
    Optional<byte[]> document = texts.take(key);
    boolean ours = !key.startsWith("demo-");
    if (!ours && (record.value().length > LARGEST_OF_STREAM || !due())) {
      return;
    }
    JsonNode enrichment = json.readTree(new String(record.value(), StandardCharsets.UTF_8));
    Origin origin = !ours ? Origin.STREAM : key.startsWith("trial-") ? Origin.TRIAL : Origin.READER;
    if (origin == Origin.TRIAL && !decides(key, enrichment)) {
      return;
    }
    ShownPart part = ShownPart.of(text(document, enrichment), enrichment);
    page.show(new LiveRecord(part.text(), part.enrichment(), latency, origin, part.cut()));
  }

  /** Whether a document of a trial is worth showing: the one before the update, and the last. */
  private boolean decides(String id, JsonNode enrichment) {
    Trial running = trial;
    if (running == null || !running.owns(id)) {
      return false;
    }
    Optional<UpdateNews> news = running.enriched(enrichment, System.nanoTime());
    news.ifPresent(this::tell);
    return running.isFirst(id) || news.isPresent();
  }

  private void tell(UpdateNews news) {
    if (news.step().last()) {
      trial = null;
    }
    page.update(news);
  }

  private boolean due() {
    long now = System.nanoTime();
    if (now - nextShown < 0) {
      return false;
    }
    // Time that passed without records is saved up for a burst, as those of one checkpoint are.
    nextShown = Math.max(nextShown, now - BURST * SHOW_EVERY_NANOS) + SHOW_EVERY_NANOS;
    return true;
  }

  /** What offsets point into: the record's own text, or else the document's. */
  private String text(Optional<byte[]> document, JsonNode enrichment)
      throws JsonProcessingException {
    if (document.isEmpty()) {
      return "";
    }
    JsonNode holder =
        enrichment.has("text")
            ? enrichment
            : json.readTree(new String(document.get(), StandardCharsets.UTF_8));
    return holder.path("text").asText();
  }

  private void dead(ConsumerRecord<byte[], byte[]> record) {
    String key = key(record);
    texts.take(key);
    if (key.startsWith("demo-") && !due()) {
      return;
    }
    page.dead(key, reason(record));
  }

  /** An update was set aside. */
  private void updateRefused(ConsumerRecord<byte[], byte[]> record) {
    Trial running = trial;
    if (running != null && running.entity().id().equals(key(record))) {
      tell(running.refused(reason(record), System.nanoTime()));
    }
  }

  /** Something was said of epochs. */
  private void epoch(ConsumerRecord<byte[], byte[]> record) {
    if (EpochMessageJson.read(record.value()) instanceof EpochAnnouncement announcement) {
      // The first epoch is announced when the desk opens, and has no update in it.
      boolean first = !epochsBegan;
      epochsBegan = true;
      Trial running = trial;
      if (!first && running != null) {
        running.announced(announcement.epoch().number(), System.nanoTime()).ifPresent(this::tell);
      }
    }
  }

  @Override
  public synchronized void step(long sentSoFar, long enriched, long deadLetters)
      throws IOException {
    page.counts(sentSoFar, enriched, deadLetters);
    Trial running = trial;
    long now = System.nanoTime();
    if (running == null || now - nextTrialDocument < 0) {
      return;
    }
    nextTrialDocument = now + TRIAL_EVERY_NANOS;
    Optional<UpdateNews> overdue =
        desk.failure().map(reason -> running.refused(reason, now)).or(() -> running.overdue(now));
    if (overdue.isPresent()) {
      tell(overdue.get());
      return;
    }
    try {
      NewEntity entity = running.entity();
      send(running.nextId(), Optional.of("After: " + entity.label()), entity.sentence());
    } catch (PageRefusal e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static String key(ConsumerRecord<byte[], byte[]> record) {
    return record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> record) {
    Header message = record.headers().lastHeader(DeadLetters.ERROR_MESSAGE);
    return message == null
        ? "no reason given"
        : new String(message.value(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    desk.close();
    producer.close(CLOSE);
    explainer.close();
  }
}
