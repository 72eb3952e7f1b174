package io.qklm.benchmarks.gold;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Outcome;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The sample news through an engine, judged.
 *
 * @param byDocument the texts, in the order of the documents, by their ids
 * @param titles all titles together
 */
public record SampleRun(Map<String, LinkScore> byDocument, LinkScore titles) {

  /** What a new user sees first. */
  private static final int FIRST = 10;

  public SampleRun {
    byDocument = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(byDocument));
  }

  /**
   * Runs it on as many threads as there are cores.
   *
   * @throws IOException if gold or model cannot be read
   */
  public static SampleRun of(ModelBundle bundle, KnowledgeSnapshot snapshot, Path gold)
      throws IOException, InterruptedException {
    List<GoldMention> mentions = GoldMention.read(gold);
    List<Document> documents = SampleNews.documents();
    LinkJudge judge = LinkJudge.over(snapshot);
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try (Qklm qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults())) {
      List<Future<Outcome>> running = new ArrayList<>();
      for (Document document : documents) {
        running.add(threads.submit(() -> qklm.enrich(List.of(document)).get(0)));
      }
      Map<String, LinkScore> scores = new LinkedHashMap<>();
      List<LinkScore> titles = new ArrayList<>();
      for (int i = 0; i < documents.size(); i++) {
        Enrichment enrichment = enriched(running.get(i).get());
        String id = documents.get(i).id();
        List<GoldMention> text = of(id, GoldMention.Field.TEXT, mentions);
        scores.put(id, judge.judge(enrichment.entities(), text));
        List<GoldMention> title = of(id, GoldMention.Field.TITLE, mentions);
        titles.add(judge.judge(enrichment.titleEntities(), title));
      }
      return new SampleRun(scores, LinkScore.sum(titles));
    } catch (ExecutionException e) {
      throw new IOException("the engine failed on the sample news: " + e.getCause(), e);
    } finally {
      threads.shutdownNow();
    }
  }

  static List<GoldMention> of(
      String document, GoldMention.Field field, List<GoldMention> mentions) {
    return mentions.stream()
        .filter(mention -> mention.document().equals(document))
        .filter(mention -> mention.field() == field)
        .toList();
  }

  static Enrichment enriched(Outcome outcome) throws IOException {
    if (outcome instanceof Enrichment enrichment) {
      return enrichment;
    }
    throw new IOException("the engine rejected " + outcome.documentId() + " of the sample news");
  }

  /** All texts together. */
  public LinkScore total() {
    return LinkScore.sum(List.copyOf(byDocument.values()));
  }

  /** The first ten texts together. */
  public LinkScore firstTen() {
    return LinkScore.sum(byDocument.values().stream().limit(FIRST).toList());
  }
}
