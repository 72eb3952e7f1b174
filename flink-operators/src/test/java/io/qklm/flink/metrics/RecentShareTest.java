package io.qklm.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentShareTest {

  @Test
  void forgetsWhatIsOld() {
    RecentShare share = new RecentShare(2);
    assertThat(share.share()).isNaN();
    share.add(0, 0);
    assertThat(share.share()).isNaN();
    share.add(3, 4);
    assertThat(share.share()).isEqualTo(0.75);
    share.add(1, 4);
    assertThat(share.share()).isEqualTo(0.5);
    share.add(0, 4);
    assertThat(share.share()).isEqualTo(0.125);
  }
}
