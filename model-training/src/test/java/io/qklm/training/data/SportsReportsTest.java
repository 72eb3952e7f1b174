package io.qklm.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SportsReportsTest {

  private static final String ENTITY =
      "{\"id\":\"%s\",\"labels\":{\"en\":\"%s\"},\"types\":[%s],\"kind\":\"%s\"}\n";

  @TempDir private Path folder;

  private SportsTeams teams() throws IOException {
    StringBuilder entities = new StringBuilder();
    String[] places = {"Norland", "Estland", "Sudland", "Westland"};
    for (int i = 0; i < places.length; i++) {
      entities.append(ENTITY.formatted("Q1" + i, places[i], "", "LOC"));
      entities.append(ENTITY.formatted("Q2" + i, places[i] + " national cricket team", "", "ORG"));
    }
    entities.append(ENTITY.formatted("Q30", "Hill County Cricket Club", "", "ORG"));
    entities.append(ENTITY.formatted("Q31", "Port Bears", "", "ORG"));
    entities.append(ENTITY.formatted("Q40", "Ann Bowler", "\"Cricketer\",\"Athlete\"", "PER"));
    write("entities.jsonl.gz", entities.toString());
    write("facts.tsv.gz", "Q31\t/sports/sports_team/sport\tentity\tQ5375\t\n");
    return SportsTeams.read(folder);
  }

  private void write(String name, String lines) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void teamsAreReadBySportWithTheFormsThatReportsUse() throws IOException {
    SportsTeams sports = teams();

    assertThat(sports.teams()).containsOnlyKeys("cricket");
    assertThat(sports.teams().get("cricket"))
        .hasSize(6)
        .contains(
            new SportsTeams.Team("Q20", "Norland national cricket team", List.of("Norland"), true),
            new SportsTeams.Team("Q30", "Hill County Cricket Club", List.of("Hill"), false),
            new SportsTeams.Team(
                "Q31", "Port Bears", List.of("Port Bears", "Port", "Bears"), false));
    assertThat(sports.players()).containsExactly(new SportsTeams.Player("Q40", "Ann Bowler"));
    assertThat(sports.countries())
        .isEqualTo(Map.of("Norland", "Q10", "Estland", "Q11", "Sudland", "Q12", "Westland", "Q13"));
  }

  @Test
  void whatIsMarkedStandsInTheTextAndCountriesAreLinkedAsTeamsOrAsPlaces() throws IOException {
    List<AnnotatedText> reports = new SportsReports(teams(), 1).write(200);

    assertThat(reports).hasSize(200);
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(report.text()).isNotBlank();
              assertThat(report.links().orElseThrow()).isNotEmpty();
              for (Name name : report.names().orElseThrow()) {
                assertThat(name.span().in(report.text())).isNotBlank();
                assertThat(name.kind()).isIn(EntityKind.PER, EntityKind.ORG, EntityKind.LOC);
              }
            });
    assertThat(reports.stream().flatMap(report -> report.links().orElseThrow().stream()))
        .anyMatch(link -> link.ids().contains("Q20"))
        .anyMatch(link -> link.ids().contains("Q10"))
        .anyMatch(link -> link.ids().contains("Q40"));
    assertThat(new SportsReports(teams(), 1).write(20)).isEqualTo(reports.subList(0, 20));
  }

  @Test
  void withoutTeamsNothingIsWritten() {
    SportsTeams none = new SportsTeams(Map.of(), List.of(), Map.of());
    assertThat(new SportsReports(none, 1).write(5)).isEmpty();
  }
}
