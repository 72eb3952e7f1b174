package io.qklm.training.experiment.relation;

import ai.djl.ndarray.NDArray;
import io.qklm.training.data.Triple;
import io.qklm.training.engine.Step;
import io.qklm.training.experiment.relation.RelationScorer.Direction;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.TokenBatch;
import io.qklm.training.model.TokenRow;
import io.qklm.training.run.Batch;
import io.qklm.training.run.LengthBuckets;
import io.qklm.training.run.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Relations as a task beside others (KEPLER, Wang et al. 2021): the encoder itself reads the texts
 * of a batch's entities, and each fact's ends must be found among them.
 */
public final class TextRelationTask implements Task {

  /**
   * How the task takes part in a run.
   *
   * @param name of its curve
   * @param weight share in the mix
   * @param batchTokens of a batch, roughly
   * @param seed of the order
   */
  public record Options(String name, double weight, int batchTokens, long seed) {}

  private final Options options;
  private final KnowledgeNetwork network;
  private final EntityPooler pooler;
  private final RelationScorer scorer;
  private final List<TokenRow> texts;
  private final List<Triple> triples;
  private final KnownAnswers known;
  private final LengthBuckets buckets;

  /**
   * A task over {@code triples}.
   *
   * @param texts of the entities, by number
   */
  public TextRelationTask(
      Options options,
      KnowledgeNetwork network,
      EntityPooler pooler,
      RelationScorer scorer,
      List<TokenRow> texts,
      List<Triple> triples) {
    this.options = options;
    this.network = network;
    this.pooler = pooler;
    this.scorer = scorer;
    this.texts = List.copyOf(texts);
    this.triples = List.copyOf(triples);
    this.known = new KnownAnswers(triples);
    this.buckets =
        new LengthBuckets(
            triples.stream().mapToInt(this::tokens).toArray(),
            options.batchTokens(),
            options.seed());
  }

  /** Padded tokens of both ends. */
  private int tokens(Triple triple) {
    return 2 * Math.max(texts.get(triple.subject()).size(), texts.get(triple.object()).size());
  }

  @Override
  public String name() {
    return options.name();
  }

  @Override
  public double weight() {
    return options.weight();
  }

  @Override
  public Batch batch(long number) {
    Columns columns = new Columns();
    List<Question> questions = new ArrayList<>();
    List<int[]> asked = new ArrayList<>();
    for (int place : buckets.batch(number)) {
      Triple triple = triples.get(place);
      columns.add(triple.subject());
      columns.add(triple.object());
      for (Direction direction : Direction.values()) {
        questions.add(Question.of(triple, direction));
        asked.add(new int[] {Question.answer(triple, direction)});
      }
    }
    TokenBatch tokens = TokenBatch.of(columns.entities().stream().map(texts::get).toList());
    return new RelationBatch(
        new Read(tokens), scorer, tokens.tokens(), columns.parts(questions, asked, known));
  }

  /** Texts that the encoder reads. */
  private final class Read implements RelationBatch.Source {

    private final TokenBatch tokens;

    Read(TokenBatch tokens) {
      this.tokens = tokens;
    }

    @Override
    public NDArray vectors(Step step) {
      return pooler.vectors(step, tokens, network.encode(step, tokens).states());
    }
  }
}
