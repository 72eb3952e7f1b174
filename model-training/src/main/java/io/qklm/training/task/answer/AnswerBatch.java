package io.qklm.training.task.answer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import io.qklm.model.answer.DirectedRelation;
import io.qklm.training.engine.Lookup;
import io.qklm.training.engine.Spans;
import io.qklm.training.engine.Step;
import io.qklm.training.knowledge.GraphKnowledge;
import io.qklm.training.model.Encoded;
import io.qklm.training.task.answer.AskedQuestion.Choice;
import io.qklm.training.window.AnnotatedWindow;
import io.qklm.training.window.WindowBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * Questions side by side, their choices padded to the longest list.
 *
 * @param questions as they came
 * @param windows of the questions
 * @param relations of all choices, each once
 * @param width choices of the longest list, {@code P}
 * @param entities place of each choice's entity in the flattened link logits, after which one place
 *     follows for an unknown entity; {@code [B, P]} row-major
 * @param asked place of each choice's relation in the flattened relation logits; {@code [B, P]}
 * @param bias 0 for a choice and a large negative number for padding; {@code [B, P]}
 * @param right 1 for what is asked for; {@code [B, P]}
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record AnswerBatch(
    List<AskedQuestion> questions,
    WindowBatch windows,
    List<DirectedRelation> relations,
    float[] vectors,
    float[] backwards,
    int width,
    long[] entities,
    long[] asked,
    float[] bias,
    float[] right) {

  static AnswerBatch of(List<AskedQuestion> questions, GraphKnowledge graph) {
    List<AnnotatedWindow> rows = questions.stream().map(AskedQuestion::window).toList();
    WindowBatch windows = WindowBatch.of(rows, graph.questions(), UnaryOperator.identity());
    Map<DirectedRelation, Integer> places = new LinkedHashMap<>();
    for (AskedQuestion question : questions) {
      question.choices().forEach(c -> places.putIfAbsent(c.relation(), places.size()));
    }
    List<DirectedRelation> relations = new ArrayList<>(places.keySet());
    int dimension = graph.questions().dimension();
    float[] vectors = new float[relations.size() * dimension];
    float[] backwards = new float[relations.size()];
    for (int i = 0; i < relations.size(); i++) {
      System.arraycopy(graph.vector(relations.get(i)), 0, vectors, i * dimension, dimension);
      backwards[i] = relations.get(i).reversed() ? 1 : 0;
    }
    int width = questions.stream().mapToInt(q -> q.choices().size()).max().orElse(1);
    int size = questions.size() * width;
    int candidates = windows.mentions().candidates() + 1;
    long unknown = (long) windows.mentions().mentions() * candidates;
    long[] entities = new long[size];
    long[] asked = new long[size];
    float[] bias = new float[size];
    float[] right = new float[size];
    Arrays.fill(entities, unknown);
    Arrays.fill(bias, -1e9f);
    int mention = 0;
    for (int row = 0; row < questions.size(); row++) {
      AskedQuestion question = questions.get(row);
      for (int i = 0; i < question.choices().size(); i++) {
        Choice choice = question.choices().get(i);
        int at = row * width + i;
        if (choice.mention() >= 0) {
          entities[at] = (long) (mention + choice.mention()) * candidates + choice.candidate();
        }
        Integer place = places.get(choice.relation());
        asked[at] = (long) row * relations.size() + (place == null ? 0 : place);
        bias[at] = 0;
        right[at] = choice.right() ? 1 : 0;
      }
      mention += question.window().mentions().size();
    }
    return new AnswerBatch(
        List.copyOf(questions),
        windows,
        relations,
        vectors,
        backwards,
        width,
        entities,
        asked,
        bias,
        right);
  }

  /** One logit a choice, {@code [B, P]}: that of its entity and that of its relation. */
  NDArray logits(Step step, AnswerNetwork network) {
    int rows = questions.size();
    Encoded encoded = network.network().encode(step, windows.tokens(), windows.mentions());
    Spans texts =
        new Spans(
            step,
            rows,
            windows.tokens().columns(),
            IntStream.range(0, rows).toArray(),
            new int[rows],
            windows.tokens().lengths());
    NDArray relationLogits =
        step.wide(
            network
                .relations()
                .logits(
                    step,
                    encoded.first(),
                    texts.means(encoded.states()),
                    step.floats(vectors, relations.size(), vectors.length / relations.size()),
                    step.floats(backwards, relations.size(), 1)));
    NDArray none = step.floats(new float[1], 1, 1);
    NDArray links =
        windows.mentions().isEmpty()
            ? none
            : NDArrays.concat(
                new NDList(
                    step.wide(network.links().logits(step, encoded, windows.mentions()))
                        .reshape(-1, 1),
                    none),
                0);
    NDArray entity = Lookup.rows(links, step.longs(entities, entities.length));
    NDArray relation = Lookup.rows(relationLogits.reshape(-1, 1), step.longs(asked, asked.length));
    return entity.add(relation).reshape(rows, width).add(step.floats(bias, rows, width));
  }
}
