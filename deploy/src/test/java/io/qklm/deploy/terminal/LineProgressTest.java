package io.qklm.deploy.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LineProgressTest {

  @Test
  void saysHowFarItIsEveryFewSeconds() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong clock = new AtomicLong();
    LineProgress progress =
        new LineProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), clock::get);

    progress.phase("embedding", 43_000);
    progress.advance(1);
    clock.set(6_000_000_000L);
    progress.advance(21_499);
    progress.advance(1);
    clock.set(10_000_000_000L);
    progress.advance(21_499);
    progress.close();

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "embedding: 43,000 ...",
            "  21,500 of 43,000 (50 %), 6.0 s, 3,583/s, 6.0 s left",
            "  43,000 in 10.0 s");
  }
}
