package io.qklm.training.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.measure.Resamples;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTableTest {

  @Test
  void differencesAreTakenInPairsOverTheSeedsThatBothHave() {
    ComparisonTable table = new ComparisonTable("without", "off");
    table.add("names", "with", 1, new Resamples(52, List.of(50.0, 62.0)));
    table.add("names", "with", 2, new Resamples(54, List.of(51.0, 64.0)));
    table.add("names", "with", 3, new Resamples(99, List.of(99.0, 99.0)));
    table.add("names", "without", 1, new Resamples(50, List.of(49.0, 60.0)));
    table.add("names", "without", 2, new Resamples(53, List.of(50.0, 61.0)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8).lines().map(String::strip))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("names"),
            line ->
                assertThat(line)
                    .startsWith("with ")
                    .contains("68.3  seeds 52.0, 54.0, 99.0")
                    .endsWith("+1.5 [+1.0, +2.5] above off; by seed +2.0, +1.0"),
            line -> assertThat(line).startsWith("without").endsWith("seeds 50.0, 53.0"));
  }

  @Test
  void aConditionWithoutTheOtherHasNoDifference() {
    ComparisonTable table = new ComparisonTable("without", "off");
    table.add("names", "with", 1, new Resamples(52, List.of(50.0)));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    table.print(new PrintStream(out, true, StandardCharsets.UTF_8));

    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("above");
  }
}
