package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.Name;
import io.qklm.text.Span;
import io.qklm.training.data.AnnotatedText.GoldLink;
import io.qklm.training.data.SportsTeams.Player;
import io.qklm.training.data.SportsTeams.Team;
import io.qklm.training.run.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Reports of games that nobody played, written from the teams of a knowledge. In them a place's
 * name means a team more often than the place ("England beat Australia"), which few texts with
 * links show; players come with their country, which is a place.
 */
public final class SportsReports {

  private static final List<String> DAYS =
      List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final long LOT = 11;

  private final SportsTeams sports;
  private final List<String> names;
  private final long seed;

  /**
   * Reports about {@code sports}.
   *
   * @param seed of what happens
   */
  public SportsReports(SportsTeams sports, long seed) {
    this.sports = sports;
    this.names = List.copyOf(sports.teams().keySet());
    this.seed = seed;
  }

  /** The first {@code count} reports; none if the knowledge has no teams. */
  public List<AnnotatedText> write(int count) {
    List<AnnotatedText> reports = new ArrayList<>();
    for (int number = 0; number < count && !names.isEmpty(); number++) {
      reports.add(new Report(new SplittableRandom(Seeds.mix(seed + LOT, number))).write(number));
    }
    return reports;
  }

  /** One report as it grows. */
  private final class Report {

    private final SplittableRandom random;
    private final StringBuilder text = new StringBuilder();
    private final List<Name> marked = new ArrayList<>();
    private final List<GoldLink> links = new ArrayList<>();
    private final String sport;
    private final List<Team> teams;
    private final boolean capitals;
    private final int form;

    Report(SplittableRandom random) {
      this.random = random;
      this.sport = names.get(random.nextInt(names.size()));
      this.teams = playing(sports.teams().getOrDefault(sport, List.of()));
      this.capitals = random.nextInt(5) == 0;
      this.form = random.nextInt(3);
    }

    /** Eight teams at most, all of one kind: countries do not play clubs. */
    private List<Team> playing(List<Team> all) {
      boolean national = all.get(random.nextInt(all.size())).national();
      List<Team> left =
          new ArrayList<>(all.stream().filter(team -> team.national() == national).toList());
      List<Team> chosen = new ArrayList<>();
      while (!left.isEmpty() && chosen.size() < 8) {
        chosen.add(left.remove(random.nextInt(left.size())));
      }
      return chosen;
    }

    AnnotatedText write(int number) {
      if (random.nextInt(3) > 0) {
        headline();
      }
      switch (random.nextInt(sports.players().isEmpty() ? 3 : 5)) {
        case 0 -> results();
        case 1 -> standings();
        case 2 -> story();
        case 3 -> scorecard();
        default -> ranking();
      }
      return new AnnotatedText(
          "sports " + number, text.toString(), Optional.of(marked), Optional.of(links), false);
    }

    private void headline() {
      say(sport.toUpperCase(Locale.ROOT) + " - ");
      team(teams.get(0), true);
      say(pick(" BEAT ", " HOLD ", " LOSE TO ", " TAKE LEAD OVER "));
      team(teams.get(teams.size() - 1), true);
      say("\n");
    }

    private void results() {
      say(pick("Results of ", "Result of ", "Summary of ") + sport);
      say(pick(" matches", " games", " league matches") + " on " + day() + ":\n");
      for (int pair = 0; pair + 1 < teams.size(); pair += 2) {
        team(teams.get(pair), capitals);
        say(" " + score() + " ");
        team(teams.get(pair + 1), capitals);
        say(" " + score() + pick("\n", " .\n", "\n"));
      }
    }

    private void standings() {
      say("Standings" + pick("", " after " + day() + "'s games", " (won, lost, points)") + ":\n");
      for (Team team : teams) {
        team(team, capitals);
        for (int column = 0; column < 4; column++) {
          say(" " + random.nextInt(80));
        }
        say("\n");
      }
    }

    private void story() {
      Team home = teams.get(0);
      Team away = teams.get(teams.size() - 1);
      team(home, false);
      say(pick(" beat ", " lost to ", " drew with ", " were held by "));
      team(away, false);
      say(" " + score() + "-" + score() + pick(" on ", " here on ", " at home on ") + day() + ". ");
      if (!sports.players().isEmpty()) {
        player();
        say(pick(" scored twice for ", " led ", " coached "));
        team(home, false);
        say(pick(" in the second half. ", " to their third win of the season. ", " . "));
        player();
        say(pick(" replied for ", " missed a chance for ", " captained "));
        team(away, false);
        say(". ");
      }
      team(home, false);
      say(pick(" now meet ", " will play ", " travel to "));
      team(teams.get(1), false);
      say(" next " + day() + ".");
    }

    private void scorecard() {
      team(teams.get(0), false);
      say(pick(" scoring: ", " - ", " first innings: ", " line-up: "));
      for (int place = 0; place < 6; place++) {
        player();
        say(
            switch (random.nextInt(4)) {
              case 0 -> " (" + random.nextInt(90) + " min)";
              case 1 -> " " + random.nextInt(120);
              case 2 -> " not out " + random.nextInt(90);
              default -> "";
            });
        say(pick(", ", "\n", "; "));
      }
      say(pick("Referee: ", "Extras " + score() + ". Bowling: ", "Umpire: "));
      player();
      say(" . Attendance: " + random.nextInt(90) + ",000");
    }

    private void ranking() {
      say(pick("Leading ", "Final ", "First round ") + pick("results", "scores", "placings"));
      say(" on " + day() + ":\n");
      List<String> from = List.copyOf(sports.countries().keySet());
      for (int place = 1; place <= 6; place++) {
        say(place + ". ");
        player();
        if (!from.isEmpty()) {
          String country = from.get(random.nextInt(from.size()));
          say(" (");
          name(country, EntityKind.LOC, sports.countries().getOrDefault(country, ""));
          say(")");
        }
        say(" " + random.nextInt(300) + "\n");
      }
    }

    private void team(Team team, boolean shouted) {
      String written = team.forms().get(form % team.forms().size());
      name(
          shouted ? written.toUpperCase(Locale.ROOT) : written,
          team.national() ? EntityKind.LOC : EntityKind.ORG,
          team.id());
    }

    private void player() {
      Player player = sports.players().get(random.nextInt(sports.players().size()));
      String full = player.name();
      String last = full.substring(full.lastIndexOf(' ') + 1);
      boolean several = full.length() > last.length();
      String written =
          switch (several ? random.nextInt(6) : 0) {
            case 1, 2 -> full.charAt(0) + ". " + last;
            case 3 -> last;
            default -> full;
          };
      name(written, EntityKind.PER, player.id());
    }

    private void name(String written, EntityKind kind, String id) {
      Span span = new Span(text.length(), text.length() + written.length());
      say(written);
      marked.add(new Name(span, kind));
      links.add(new GoldLink(span, Set.of(id)));
    }

    private void say(String words) {
      text.append(words);
    }

    private String score() {
      return Integer.toString(random.nextInt(12));
    }

    private String day() {
      return DAYS.get(random.nextInt(DAYS.size()));
    }

    private String pick(String... some) {
      return some[random.nextInt(some.length)];
    }
  }
}
