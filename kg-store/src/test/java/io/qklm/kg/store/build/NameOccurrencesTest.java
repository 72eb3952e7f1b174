package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NameOccurrencesTest {

  @TempDir Path folder;

  private static NameOccurrences counted() {
    NameOccurrences counted = new NameOccurrences();
    for (int page = 0; page < 200; page++) {
      counted.page(Set.of("Reading", "Berlin"), page % 2 == 0 ? Set.of("Berlin") : Set.of());
    }
    return counted;
  }

  @Test
  void saysHowOftenANameIsALink() {
    NameOccurrences counted = counted();
    assertThat(counted.linkProbability("berlin")).isBetween(0.49, 0.51);
    assertThat(counted.linkProbability("reading")).isZero();
    assertThat(counted.seldomLinked("reading")).isTrue();
    assertThat(counted.seldomLinked("berlin")).isFalse();
    assertThat(counted.linkProbability("nowhere")).isNaN();
  }

  @Test
  void goesOnWithWhatItWrote() throws IOException {
    Path file = folder.resolve("counts");
    counted().write(file);
    NameOccurrences again = new NameOccurrences();
    again.read(file);
    assertThat(again.pages()).isEqualTo(200);
    assertThat(again.linkProbability("berlin")).isEqualTo(counted().linkProbability("berlin"));
  }

  @Test
  void refusesWhatIsDamagedAnywhereAndKeepsNothingOfIt() throws IOException {
    Path file = folder.resolve("counts");
    counted().write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at : new int[] {3, 5_000_001, whole.length / 2 + 1, whole.length - 1}) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      refused(damaged);
    }
    refused(Arrays.copyOf(whole, whole.length - 1));
    refused(Arrays.copyOf(whole, whole.length + 1));
  }

  private void refused(byte[] bytes) throws IOException {
    Path file = folder.resolve("damaged");
    Files.write(file, bytes);
    NameOccurrences again = new NameOccurrences();
    assertThatThrownBy(() -> again.read(file))
        .isInstanceOf(IOException.class)
        .hasMessage(file + " is damaged; build again without going on");
    assertThat(again.pages()).isZero();
    assertThat(again.linkProbability("berlin")).isNaN();
  }
}
