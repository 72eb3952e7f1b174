package io.qklm.benchmarks.speed;

import io.qklm.document.Document;
import io.qklm.model.ModelRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a document costs as it grows, and what the bare model makes of short windows. */
final class Growth implements Part {

  private static final int[] TOKENS = {16, 32, 100, 300, 1_000, 3_000, 10_000};
  private static final int SHORTEST = 100;
  private static final int TOKENS_A_ROUND = 15_000;

  @Override
  public void measure(Subject subject, Table table) throws Exception {
    try (Engine engine = subject.engine()) {
      String text =
          Subject.news(100).stream()
              .map(Document::text)
              .distinct()
              .collect(Collectors.joining("\n\n"));
      String words = text + "\n\n" + text + "\n\n" + text;
      List<double[]> costs = new ArrayList<>();
      List<double[]> bare = new ArrayList<>();
      List<List<Document>> sizes = new ArrayList<>();
      for (int size : TOKENS) {
        sizes.add(ofSize(engine, words, size));
        costs.add(new double[subject.rounds()]);
        bare.add(new double[subject.rounds()]);
      }
      for (int round = -1; round < subject.rounds(); round++) {
        for (int i = 0; i < TOKENS.length; i++) {
          List<Document> documents = sizes.get(i);
          List<ModelRun> runs = engine.runs(documents);
          double tokens = runs.stream().mapToLong(ModelRun::tokens).sum();
          double whole = engine.engineSeconds(documents, 1) / tokens * 1e6;
          double alone = Engine.bareSeconds(runs, 1) / tokens * 1e6;
          if (round >= 0) {
            costs.get(i)[round] = whole;
            bare.get(i)[round] = alone;
          }
        }
      }
      tell(table, costs, bare);
    }
  }

  private static void tell(Table table, List<double[]> costs, List<double[]> bare) {
    table.begin("cost of a token, microseconds, one thread");
    double[] shortest = new double[0];
    double[] longest = costs.get(costs.size() - 1);
    for (int i = 0; i < TOKENS.length; i++) {
      String of = String.format(Locale.ROOT, "of %,d tokens", TOKENS[i]);
      table.put("documents " + of + ", engine", Spread.of(costs.get(i)));
      table.put("documents " + of + ", bare model", Spread.of(bare.get(i)));
      shortest = TOKENS[i] == SHORTEST ? costs.get(i) : shortest;
    }
    table.ratio("a token of 10,000 over one of 100", Spread.ratio(longest, shortest), 1.2, true);
  }

  /** Different documents of about {@code size} tokens, cut at spaces. */
  private static List<Document> ofSize(Engine engine, String words, int size) {
    double perToken = 100_000.0 / tokens(engine, words.substring(0, 100_000));
    int characters = (int) Math.min(words.length() / 2.0, size * perToken);
    int count = Math.max(2, TOKENS_A_ROUND / size);
    List<Document> documents = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < count; i++) {
      int start = words.indexOf(' ', from) + 1;
      int end = words.lastIndexOf(' ', start + characters);
      documents.add(Document.of("size-" + size + "-" + i, words.substring(start, end)));
      from = (from + 997) % (words.length() - characters - 1000);
    }
    return documents;
  }

  private static double tokens(Engine engine, String text) {
    return engine.runs(List.of(Document.of("all", text))).stream()
        .mapToLong(ModelRun::tokens)
        .sum();
  }
}
