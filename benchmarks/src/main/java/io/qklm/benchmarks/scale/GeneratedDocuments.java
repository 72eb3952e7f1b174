package io.qklm.benchmarks.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Documents of about 230 words over a generated graph: running text of common words with eleven
 * names in it, of entities from all over the graph, the prominent ones more often. Names and what
 * they may mean are as many for graphs of every size.
 */
final class GeneratedDocuments {

  private static final int WORDS = 200;
  private static final int WORDS_BETWEEN_NAMES = 17;

  private GeneratedDocuments() {}

  static List<String> documents(int count, int entities, long seed) {
    GeneratedGraph graph = new GeneratedGraph(entities, seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<String> documents = new ArrayList<>(count);
    for (int d = 0; d < count; d++) {
      StringBuilder text = new StringBuilder();
      for (int w = 0; w < WORDS; w++) {
        if (w % WORDS_BETWEEN_NAMES == WORDS_BETWEEN_NAMES - 1) {
          int named = GeneratedWords.frequent(random, entities);
          text.append(graph.entity(named).label("en")).append(' ');
        }
        int word = GeneratedWords.frequent(random, GeneratedGraph.COMMON_WORDS);
        text.append(GeneratedWords.word(word)).append(w % 20 == 19 ? ". " : " ");
      }
      documents.add(text.toString());
    }
    return documents;
  }
}
