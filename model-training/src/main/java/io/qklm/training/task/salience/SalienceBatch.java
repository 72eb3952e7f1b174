package io.qklm.training.task.salience;

import ai.djl.ndarray.NDArray;
import io.qklm.model.summary.SentenceFeature;
import io.qklm.training.engine.Spans;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.TrainingKnowledge;
import io.qklm.training.model.Encoded;
import io.qklm.training.task.salience.SalienceDocument.Part;
import io.qklm.training.task.salience.SalienceDocument.Sentence;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Texts side by side.
 *
 * @param windows of all texts
 * @param rows window of each part of a sentence
 * @param starts first column of each
 * @param ends column after the last of each
 * @param shares how much of its sentence each part is, {@code [sentences, parts]} row-major; empty
 *     where every sentence is whole
 * @param documents text of each, numbered from 0 without gaps
 * @param places {@code [sentences, SentenceFeature.count()]} row-major
 * @param chosen 1 for a sentence of the greedy summary
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record SalienceBatch(
    WindowBatch windows,
    int[] rows,
    int[] starts,
    int[] ends,
    float[] shares,
    int[] documents,
    float[] places,
    float[] chosen) {

  static SalienceBatch of(List<SalienceDocument> texts, TrainingKnowledge knowledge) {
    List<AnnotatedWindow> windows = new ArrayList<>();
    int count = texts.stream().mapToInt(text -> text.sentences().size()).sum();
    int size =
        texts.stream()
            .flatMap(text -> text.sentences().stream())
            .mapToInt(sentence -> sentence.parts().size())
            .sum();
    int[] rows = new int[size];
    int[] starts = new int[size];
    int[] ends = new int[size];
    float[] shares = size == count ? new float[0] : new float[count * size];
    int at = 0;
    int[] documents = new int[count];
    float[] places = new float[count * SentenceFeature.count()];
    float[] chosen = new float[count];
    int next = 0;
    int document = 0;
    for (SalienceDocument text : texts) {
      for (Sentence sentence : text.sentences()) {
        int tokens = sentence.parts().stream().mapToInt(Part::tokens).sum();
        for (Part part : sentence.parts()) {
          rows[at] = windows.size() + part.window();
          starts[at] = part.start();
          ends[at] = part.end();
          if (shares.length > 0) {
            shares[next * size + at] = (float) part.tokens() / tokens;
          }
          at++;
        }
        documents[next] = document;
        System.arraycopy(
            sentence.place(), 0, places, next * SentenceFeature.count(), SentenceFeature.count());
        chosen[next] = sentence.chosen() ? 1 : 0;
        next++;
      }
      windows.addAll(text.windows());
      document += text.sentences().isEmpty() ? 0 : 1;
    }
    return new SalienceBatch(
        WindowBatch.of(windows, knowledge, UnaryOperator.identity()),
        rows,
        starts,
        ends,
        shares,
        documents,
        places,
        chosen);
  }

  /** One logit a sentence. */
  NDArray logits(Step step, SalienceNetwork network) {
    Encoded encoded = network.network().encode(step, windows.tokens(), windows.mentions());
    return step.wide(network.head().logits(step, means(step, encoded.states()), documents, places));
  }

  /** The mean state of each sentence, all its parts together, {@code [sentences, hidden]}. */
  NDArray means(Step step, NDArray states) {
    Spans parts =
        new Spans(step, windows.tokens().rows(), windows.tokens().columns(), rows, starts, ends);
    NDArray means = parts.means(states);
    return shares.length == 0
        ? means
        : step.floats(shares, documents.length, rows.length).matMul(means);
  }
}
