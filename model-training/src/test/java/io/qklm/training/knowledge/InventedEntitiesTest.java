package io.qklm.training.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventedEntitiesTest {

  private static final int ENTITIES = 60;
  private static final List<String> IDS =
      IntStream.range(0, ENTITIES).mapToObj(i -> "known" + i).toList();

  @TempDir private static Path folder;

  @BeforeAll
  static void build() throws IOException {
    StringBuilder lines = new StringBuilder();
    List<String> kinds = List.of("PER", "ORG", "LOC", "MISC");
    for (int i = 0; i < ENTITIES; i++) {
      lines.append("{\"id\":\"known").append(i).append("\",\"labels\":{\"en\":\"Somebody ");
      lines.append(i).append("\"},\"kind\":\"").append(kinds.get(i % 4)).append("\",");
      lines.append("\"rank\":0.5,\"descriptions\":{\"en\":\"maker of rockets\"}}\n");
    }
    BuiltKnowledge.build(folder, lines);
  }

  @Test
  void everyKnownIdHasATwinThatIsFoundByItsNameAlone() throws IOException {
    List<String> asked = Stream.concat(IDS.stream(), Stream.of("nobody", "no id")).toList();
    InventedEntities twins =
        InventedEntities.build(folder.resolve("knowledge"), folder.resolve("twins"), asked, 7);
    assertThat(twins.names().keySet()).containsExactlyInAnyOrderElementsOf(IDS);
    assertThat(twins.names().values()).doesNotHaveDuplicates();
    try (SnapshotKnowledge opened = new SnapshotKnowledge(twins.folder(), 4)) {
      for (String id : IDS) {
        OptionalInt twin = opened.ordinal(InventedEntities.twin(id));
        assertThat(opened.mentions("We saw " + twins.names().get(id) + " again."))
            .as(id)
            .anySatisfy(mention -> assertThat(mention.ordinals()).contains(twin.orElseThrow()));
        assertThat(opened.ordinal(id)).isPresent();
      }
    }
  }

  @Test
  void namesFollowFromTheSeed() throws IOException {
    Path parent = folder.resolve("knowledge");
    InventedEntities one = InventedEntities.build(parent, folder.resolve("one"), IDS, 3);
    InventedEntities same = InventedEntities.build(parent, folder.resolve("same"), IDS, 3);
    InventedEntities other = InventedEntities.build(parent, folder.resolve("other"), IDS, 4);
    assertThat(same.names()).isEqualTo(one.names());
    assertThat(other.names()).isNotEqualTo(one.names());
  }
}
