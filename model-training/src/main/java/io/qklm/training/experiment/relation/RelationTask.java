package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import io.qklm.training.data.Triple;
import io.qklm.training.engine.Step;
import io.qklm.training.run.Batch;
import io.qklm.training.run.Seeds;
import io.qklm.training.run.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Questions that facts answer, each against every entity of its batch at once (1-N scoring,
 * Dettmers et al. 2018): an answer must score above all entities that do not answer. Only entities
 * that the facts name take part, so those of other facts stay unseen.
 */
public final class RelationTask implements Task {

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param questions of a batch, at least 1
   * @param entities offered in a batch; more if its questions and answers name more; 0 for all
   * @param answers that are learned of a question at a time at most, so that questions with
   *     thousands of them leave room for others
   * @param seed of the order
   */
  public record Options(
      String name, double weight, int questions, int entities, int answers, long seed) {

    public Options {
      if (questions < 1 || entities < 0 || answers < 1) {
        throw new IllegalArgumentException(
            "a batch needs questions >= 1, entities >= 0 and answers >= 1, got "
                + questions
                + ", "
                + entities
                + " and "
                + answers);
      }
    }
  }

  private final Options options;
  private final RelationNetwork network;
  private final float[][] texts;
  private final KnownAnswers known;
  private final List<Question> questions;
  private final int[] entities;
  private final int batchesOfAnEpoch;
  private long epoch = -1;
  private List<Question> order = List.of();

  /**
   * A task over {@code triples}.
   *
   * @param texts vectors of the entities' texts, by number
   */
  public RelationTask(
      Options options, RelationNetwork network, float[][] texts, List<Triple> triples) {
    if (triples.isEmpty()) {
      throw new IllegalArgumentException("the task '" + options.name() + "' has no fact to learn");
    }
    this.options = options;
    this.network = network;
    this.texts = texts;
    this.known = new KnownAnswers(triples);
    this.questions = known.questions();
    this.entities =
        triples.stream()
            .flatMapToInt(triple -> IntStream.of(triple.subject(), triple.object()))
            .distinct()
            .sorted()
            .toArray();
    this.batchesOfAnEpoch = Math.max(1, questions.size() / options.questions());
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public double weight() {
    return options.weight();
  }

  /** RowMajor of the texts of the entities that take part. */
  public float[][] texts() {
    return Arrays.stream(entities).mapToObj(entity -> texts[entity]).toArray(float[][]::new);
  }

  /** Batches in which every question comes up about once. */
  public int batchesOfAnEpoch() {
    return batchesOfAnEpoch;
  }

  /**
   * What a batch is made of.
   *
   * @param questions in any direction
   * @param asked answers of each that are learned
   * @param columns the entities offered
   */
  record Draw(List<Question> questions, List<int[]> asked, Columns columns) {}

  /** What batch {@code number} is made of. */
  Draw draw(long number) {
    List<Question> all = order(number / batchesOfAnEpoch);
    int from = Math.toIntExact(number % batchesOfAnEpoch) * options.questions();
    List<Question> own = all.subList(from, Math.min(all.size(), from + options.questions()));
    SplittableRandom random = new SplittableRandom(Seeds.mix(options.seed() + 1, number));
    List<int[]> asked = own.stream().map(question -> draw(known.of(question), random)).toList();
    return new Draw(own, asked, columns(own, asked, random));
  }

  @Override
  public Batch batch(long number) {
    Draw draw = draw(number);
    return new RelationBatch(
        new TextSource(draw.columns().entities()),
        network.scorer(),
        draw.questions().size(),
        draw.columns().parts(draw.questions(), draw.asked(), known));
  }

  private synchronized List<Question> order(long wanted) {
    if (wanted != epoch) {
      order = new ArrayList<>(questions);
      Collections.shuffle(order, new Random(Seeds.mix(options.seed(), wanted)));
      epoch = wanted;
    }
    return order;
  }

  /** At most so many answers as may be learned at a time. */
  private int[] draw(int[] answers, SplittableRandom random) {
    if (answers.length <= options.answers()) {
      return answers;
    }
    int[] drawn = answers.clone();
    for (int i = 0; i < options.answers(); i++) {
      int other = random.nextInt(i, drawn.length);
      int kept = drawn[i];
      drawn[i] = drawn[other];
      drawn[other] = kept;
    }
    return Arrays.copyOf(drawn, options.answers());
  }

  private Columns columns(List<Question> own, List<int[]> asked, SplittableRandom random) {
    Columns columns = new Columns();
    if (options.entities() == 0 || options.entities() >= entities.length) {
      Arrays.stream(entities).forEach(columns::add);
      return columns;
    }
    Stream.concat(
            own.stream().map(Question::given), asked.stream().flatMapToInt(Arrays::stream).boxed())
        .forEach(columns::add);
    while (columns.count() < options.entities()) {
      columns.add(entities[random.nextInt(entities.length)]);
    }
    return columns;
  }

  /** RowMajor of texts, through the network's map. */
  private final class TextSource implements RelationBatch.Source {

    private final float[] flat;
    private final int count;

    TextSource(List<Integer> columns) {
      this.count = columns.size();
      this.flat = RowMajor.flat(columns.stream().map(e -> texts[e]).toArray(float[][]::new));
    }

    @Override
    public NDArray vectors(Step step) {
      return network.entities().vectors(step, step.floats(flat, count, flat.length / count));
    }
  }
}
