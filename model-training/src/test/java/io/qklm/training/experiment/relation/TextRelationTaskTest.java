package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.training.data.Triple;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Precision;
import io.qklm.training.engine.Regularization;
import io.qklm.training.engine.Torch;
import io.qklm.training.model.EncoderShape;
import io.qklm.training.model.KnowledgeNetwork;
import io.qklm.training.model.TokenRow;
import io.qklm.training.optimize.AdamW;
import io.qklm.training.optimize.Schedule;
import io.qklm.training.run.Progress;
import io.qklm.training.run.SomeRun;
import io.qklm.training.run.Trainer;
import io.qklm.training.run.TrainingPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextRelationTaskTest {

  private static final int ENTITIES = 20;

  @TempDir Path folder;

  /** Entity i is called by a token of its own, and relation 0 goes to the next entity. */
  private static TextRelationTask task(Parameters parameters) {
    EncoderShape shape = new EncoderShape(60, 16, 32, 2, 4, 64, 1);
    KnowledgeNetwork network =
        new KnowledgeNetwork(parameters, shape, new KnowledgeNetwork.Knowledge(4, 1, true));
    List<TokenRow> texts = new ArrayList<>();
    List<Triple> triples = new ArrayList<>();
    for (int entity = 0; entity < ENTITIES; entity++) {
      int name = 10 + entity;
      int[] ids = entity % 2 == 0 ? new int[] {1, name, 2} : new int[] {1, name, 5, 2};
      texts.add(new TokenRow(ids, new byte[ids.length]));
      triples.add(new Triple(entity, 0, (entity + 1) % ENTITIES));
    }
    return new TextRelationTask(
        new TextRelationTask.Options("relations", 1, 64, 1),
        network,
        new EntityPooler(parameters, shape.hidden()),
        new ComplexScorer(parameters, 1, shape.hidden()),
        texts,
        triples);
  }

  @Test
  void theEncoderLearnsThroughTheTexts() throws Exception {
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      TextRelationTask task = task(parameters);
      RelationBatch batch = (RelationBatch) task.batch(0);
      assertThat(batch.parts()).hasSize(2);
      assertThat(batch.tokens()).isBetween(20, 64);
      Trainer.Result result =
          new Trainer(
                  torch,
                  parameters,
                  new TrainingPlan(
                      new Schedule(10, 120, 0.02),
                      new TrainingPlan.Learning(AdamW.Options.bert(5e-3), List.of(), 1, 1),
                      Regularization.NONE,
                      Precision.FLOAT32,
                      1,
                      TrainingPlan.Rhythm.usual()),
                  List.of(task),
                  List.of(),
                  SomeRun.in(folder),
                  Progress.silent())
              .run();
      // Chance is about the logarithm of the entities of a batch, 2.6.
      assertThat(result.losses().get("relations")).isLessThan(0.5);
    }
  }
}
