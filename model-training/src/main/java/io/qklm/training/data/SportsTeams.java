package io.qklm.training.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who takes part in sports, as a knowledge in the interchange form has it.
 *
 * @param teams by sport, each list in the order of the knowledge
 * @param players people who do sports
 * @param countries ids of countries that have a team, by their names
 */
public record SportsTeams(
    Map<String, List<Team>> teams, List<Player> players, Map<String, String> countries) {

  private static final String SPORT = "/sports/sports_team/sport";
  private static final Pattern NATIONAL =
      Pattern.compile(
          "(.+?) (?:men's )?national (football|soccer|association football|cricket|rugby union"
              + "|rugby league|ice hockey|basketball|handball|volleyball) team");
  private static final Pattern CLUB =
      Pattern.compile("(?:A?\\.?F\\.?C\\.? )?(.+?)(?: County Cricket Club| [A-Z]?\\.?F\\.?C\\.?)?");
  private static final Map<String, String> SPORTS =
      Map.of(
          "Q2736", "football",
          "Q5375", "cricket",
          "Q5369", "baseball",
          "Q41323", "american football",
          "Q5372", "basketball",
          "Q41466", "ice hockey");

  /**
   * A team.
   *
   * @param id of the entity
   * @param name in full
   * @param forms as reports write it, at least one
   * @param national whether it is called by its country
   */
  public record Team(String id, String name, List<String> forms, boolean national) {

    public Team {
      forms = List.copyOf(forms);
    }
  }

  /** A person, by id and name. */
  public record Player(String id, String name) {}

  /**
   * Reads {@code knowledge}, a folder.
   *
   * @throws IOException if its facts or entities cannot be read
   */
  public static SportsTeams read(Path knowledge) throws IOException {
    Map<String, String> sportOf = new HashMap<>();
    try (BufferedReader in = DataFiles.open(knowledge.resolve("facts.tsv.gz"))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        String[] cells = line.split("\t", -1);
        if (cells.length >= 4 && cells[1].equals(SPORT) && SPORTS.containsKey(cells[3])) {
          sportOf.put(cells[0], SPORTS.get(cells[3]));
        }
      }
    }
    Map<String, List<Team>> teams = new TreeMap<>();
    List<Player> players = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    try (BufferedReader in = DataFiles.open(knowledge.resolve("entities.jsonl.gz"))) {
      ObjectMapper mapper = new ObjectMapper();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonNode entity = mapper.readTree(line);
        String id = entity.path("id").asText();
        String name = entity.path("labels").path("en").asText();
        switch (entity.path("kind").asText()) {
          case "ORG" ->
              sport(sportOf.get(id), name, entity)
                  .ifPresent(
                      sport ->
                          teams
                              .computeIfAbsent(sport, none -> new ArrayList<>())
                              .add(team(id, name)));
          case "PER" -> {
            if (hasType(entity, "Athlete") || hasType(entity, "Player")) {
              players.add(new Player(id, name));
            }
          }
          case "LOC" -> places.putIfAbsent(name, id);
          default -> {
            // Nothing of a report.
          }
        }
      }
    }
    Map<String, String> countries = new TreeMap<>();
    for (List<Team> all : teams.values()) {
      for (Team team : all) {
        String place = team.national() ? places.get(team.forms().get(0)) : null;
        if (place != null) {
          countries.put(team.forms().get(0), place);
        }
      }
    }
    teams.values().removeIf(all -> all.size() < 4);
    return new SportsTeams(teams, players, countries);
  }

  private static boolean hasType(JsonNode entity, String ending) {
    for (JsonNode type : entity.path("types")) {
      if (type.asText().endsWith(ending)) {
        return true;
      }
    }
    return false;
  }

  private static Optional<String> sport(@Nullable String known, String name, JsonNode entity) {
    Matcher national = NATIONAL.matcher(name);
    if (national.matches()) {
      String sport = national.group(2);
      return Optional.of(
          sport.endsWith("soccer") || sport.endsWith("football") ? "football" : sport);
    }
    if (name.endsWith("County Cricket Club")) {
      return Optional.of("cricket");
    }
    return known != null
        ? Optional.of(known)
        : hasType(entity, "SoccerClub") ? Optional.of("football") : Optional.empty();
  }

  /** The country of a national team; of a club its name, its place and its nickname. */
  private static Team team(String id, String name) {
    Matcher national = NATIONAL.matcher(name);
    if (national.matches()) {
      return new Team(id, name, List.of(national.group(1)), true);
    }
    Matcher club = CLUB.matcher(name);
    String plain = club.matches() ? club.group(1) : name;
    List<String> forms = new ArrayList<>(List.of(plain));
    int last = plain.lastIndexOf(' ');
    if (last > 0) {
      forms.add(plain.substring(0, last));
      forms.add(plain.substring(last + 1));
    }
    return new Team(id, name, forms, false);
  }
}
