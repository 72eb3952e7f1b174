package io.qklm.kg.store.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of neighbours, and which of many are kept. */
class NeighboursCodecTest {

  @Test
  void writesDifferencesOfOrdinals() {
    NeighbourCollector found = new NeighbourCollector(7);
    found.object(300, 2, 255);
    found.subject(5, 1, 64);
    byte[] bytes = NeighboursCodec.encode(found.neighbours());
    // Version, degree, kept; 5 by relation 1 as subject, weight 64; 295 further by relation 2.
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo("010202" + "050340" + "a70204ff");
    StoredNeighbours read = NeighboursCodec.decode(bytes);
    assertThat(read.degree()).isEqualTo(2);
    assertThat(read.ordinals()).containsExactly(5, 300);
    assertThat(read.relation(0)).isEqualTo(3);
    assertThat(read.weight(1)).isEqualTo(255);
  }

  @Test
  void joinsAPairOnceByItsWeightiestRelationAndNeverToItself() {
    NeighbourCollector found = new NeighbourCollector(7);
    found.object(7, 0, 255);
    found.object(9, 3, 64);
    found.subject(9, 4, 255);
    StoredNeighbours neighbours = found.neighbours();
    assertThat(neighbours.degree()).isEqualTo(1);
    assertThat(neighbours.relation(0)).isEqualTo(9);
  }

  @Test
  void keepsWhatTheEntitySaysItselfBeforeWhatOthersSayOfIt() {
    NeighbourCollector found = new NeighbourCollector(0);
    for (int other = 1; other <= 20_000; other++) {
      found.subject(other, 1, 255);
    }
    found.object(30_000, 1, 255);
    found.object(30_001, 2, 64);
    StoredNeighbours neighbours = found.neighbours();
    assertThat(neighbours.degree()).isEqualTo(20_002);
    assertThat(neighbours.size()).isEqualTo(StoredNeighbours.MOST);
    assertThat(neighbours.ordinals()).contains(1, 30_000).doesNotContain(30_001);
  }

  @Test
  void nothingIsThreeBytes() {
    byte[] bytes = NeighboursCodec.encode(new NeighbourCollector(1).neighbours());
    assertThat(bytes).containsExactly(1, 0, 0);
    assertThat(NeighboursCodec.decode(bytes).size()).isZero();
  }
}
