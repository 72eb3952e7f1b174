package io.qklm.training.experiment.relation;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.training.data.Triple;
import io.qklm.training.data.TripleSet;
import io.qklm.training.engine.Parameters;
import io.qklm.training.engine.Torch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelationSplitTest {

  private static final int ENTITIES = 60;

  private static TripleSet set() {
    Random random = new Random(4);
    Set<Triple> facts = new HashSet<>();
    while (facts.size() < 400) {
      facts.add(new Triple(random.nextInt(ENTITIES), random.nextInt(5), random.nextInt(ENTITIES)));
    }
    List<Triple> all = new ArrayList<>(facts);
    List<String> texts = IntStream.range(0, ENTITIES).mapToObj(i -> "entity " + i).toList();
    return new TripleSet("made up", "-", texts, 5, all.subList(0, 350), all.subList(350, 400));
  }

  private static boolean names(Triple triple, Set<Integer> entities) {
    return entities.contains(triple.subject()) || entities.contains(triple.object());
  }

  @Test
  void nothingIsLearnedOfUnseenEntities() {
    TripleSet set = set();
    RelationSplit split = RelationSplit.unseen(set, 0.1, 1_000, 7);
    assertThat(split.unseen()).hasSize(6);
    assertThat(split.learned()).isNotEmpty().noneMatch(fact -> names(fact, split.unseen()));
    assertThat(split.asked()).isNotEmpty().allMatch(fact -> names(fact, split.unseen()));
    assertThat(split.learned().size() + split.asked().size())
        .isEqualTo(350 + set.valid().stream().filter(f -> names(f, split.unseen())).count());
    assertThat(set.train()).containsAll(split.learned());
    assertThat(RelationSplit.unseen(set, 0.1, 1_000, 7)).isEqualTo(split);
    assertThat(RelationSplit.unseen(set, 0.1, 10, 7).asked()).hasSize(10);
  }

  @Test
  void batchesNeverTouchAnUnseenEntity() {
    TripleSet set = set();
    RelationSplit split = RelationSplit.unseen(set, 0.1, 1_000, 7);
    float[][] texts = new float[ENTITIES][];
    for (int i = 0; i < ENTITIES; i++) {
      texts[i] = new float[] {i, -i};
    }
    try (Torch torch = Torch.open(1);
        Parameters parameters = new Parameters(torch, 1)) {
      RelationNetwork network =
          new RelationNetwork(
              new EntityMap(parameters, 2, 4, 4), new ModulatedScorer(parameters, 5, 4, 4));
      for (int offered : new int[] {0, 20}) {
        RelationTask task =
            new RelationTask(
                new RelationTask.Options("relations", 1, 16, offered, 2, 3),
                network,
                texts,
                split.learned());
        for (int number = 0; number < 2 * task.batchesOfAnEpoch(); number++) {
          RelationBatch batch = (RelationBatch) task.batch(number);
          assertThat(batch.tokens()).isEqualTo(16);
          asksForFactsAlone(batch, task.draw(number).columns().entities(), split, offered);
        }
      }
    }
  }

  private static void asksForFactsAlone(
      RelationBatch batch, List<Integer> columns, RelationSplit split, int offered) {
    assertThat(columns).hasSizeGreaterThanOrEqualTo(offered);
    assertThat(columns).doesNotContainAnyElementsOf(split.unseen());
    Set<Triple> facts = new HashSet<>(split.learned());
    for (RelationBatch.Part part : batch.parts()) {
      assertThat(part.right()).contains(part.asked());
      for (long place : part.right()) {
        int row = (int) (place / columns.size());
        int given = columns.get((int) part.given()[row]);
        int answer = columns.get((int) (place % columns.size()));
        int relation = (int) part.relations()[row];
        Triple fact =
            switch (part.direction()) {
              case OBJECT -> new Triple(given, relation, answer);
              case SUBJECT -> new Triple(answer, relation, given);
            };
        assertThat(facts).contains(fact);
      }
    }
  }

  @Test
  void tuningAsksFactsOfTrainThatAreNotLearned() {
    TripleSet set = set();
    RelationSplit split = RelationSplit.tuning(set, 40, 1);
    assertThat(split.asked()).hasSize(40).doesNotContainAnyElementsOf(split.learned());
    assertThat(set.train()).containsAll(split.asked()).containsAll(split.learned());
    assertThat(split.learned()).hasSize(310);
  }

  @Test
  void validIsAskedAndNeverLearned() {
    TripleSet set = set();
    RelationSplit split = RelationSplit.valid(set);
    assertThat(split.learned()).isEqualTo(set.train()).doesNotContainAnyElementsOf(set.valid());
    assertThat(split.asked()).isEqualTo(set.valid());
    assertThat(split.known()).containsAll(set.train()).containsAll(set.valid());
  }
}
