package io.qklm.kg.source.interchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.source.RecordingSink;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StarterSupplementTest {

  @Test
  void everyLineIsUsable() throws IOException {
    RecordingSink sink = new RecordingSink();
    new StarterSupplement().readInto(sink);
    assertThat(sink.problems).isEmpty();
    assertThat(sink.notes).isEmpty();
    assertThat(sink.entities).isNotEmpty();
    assertThat(sink.entities).extracting(entity -> entity.id()).doesNotHaveDuplicates();
    Set<String> described = sink.relations.stream().map(Relation::id).collect(Collectors.toSet());
    assertThat(sink.facts).extracting(Fact::relation).allMatch(described::contains);
  }
}
