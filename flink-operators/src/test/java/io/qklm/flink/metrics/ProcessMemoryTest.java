package io.qklm.flink.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

  @Test
  void readsWhatLinuxTells() {
    ProcessMemory memory =
        ProcessMemory.of(List.of("Name:\tjava", "VmRSS:\t    2048 kB", "RssAnon:\t    1024 kB"));
    assertThat(memory).isEqualTo(new ProcessMemory(2 << 20, 1 << 20));
    assertThat(memory.outsideHeap(1 << 19)).isEqualTo(1 << 19);
    // A heap that was claimed and never touched.
    assertThat(memory.outsideHeap(1 << 30)).isZero();
  }

  @Test
  void saysThatItDoesNotKnow() {
    assertThat(ProcessMemory.of(List.of())).isEqualTo(new ProcessMemory(-1, -1));
    assertThat(ProcessMemory.of(List.of()).outsideHeap(1)).isEqualTo(-1);
  }

  @Test
  void seesNativeMemory() {
    assumeThat(Files.exists(Path.of("/proc/self/status"))).isTrue();
    ProcessMemory before = ProcessMemory.now();
    java.nio.ByteBuffer claimed = java.nio.ByteBuffer.allocateDirect(64 << 20);
    for (int i = 0; i < claimed.capacity(); i += 4_096) {
      claimed.put(i, (byte) 1);
    }
    assertThat(ProcessMemory.now().anonymousBytes() - before.anonymousBytes())
        .isGreaterThan(48 << 20);
    assertThat(claimed.get(0)).isEqualTo((byte) 1);
  }
}
