package io.qklm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.report.Credits;
import io.qklm.deploy.report.FactLines;
import io.qklm.deploy.report.FactValueJson;
import io.qklm.deploy.report.NearNames;
import io.qklm.deploy.terminal.Ink;
import io.qklm.deploy.terminal.StyledText;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.kg.EntityId;
import io.qklm.kg.Fact;
import io.qklm.kg.Relation;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.measure.FactWords;
import io.qklm.kg.store.EntityText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.format.StoredEntity;
import io.qklm.text.Nearest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qklm kg lookup}: what a name may mean, or what is known of an entity. */
@Command(
    name = "lookup",
    description = "Show what a name may mean, the likeliest first; or the entity with this id.",
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm kg lookup Berlin",
      "  qklm kg lookup New York --facts --language de",
      "  qklm kg lookup Berlin --relation population",
      "  qklm kg lookup Q64 --knowledge my-knowledge --json"
    })
final class KgLookupCommand implements Callable<Integer> {

  private static final int RELATIONS_SHOWN = 40;
  private static final int VALUES_SHOWN = 5;

  private final Terminal terminal;
  private final ObjectMapper json = new ObjectMapper();

  @Parameters(
      paramLabel = "NAME",
      arity = "1..*",
      description = "A name as a text would have it, with or without quotes, or an id.")
  private List<String> words = List.of();

  @Option(names = "--facts", description = "Show what is known of each.")
  private boolean facts;

  @Option(
      names = "--relation",
      paramLabel = "NAME",
      description = "Show only facts of this relation, by its label or id; all values of it.")
  private @Nullable String relation;

  @Option(
      names = "--language",
      paramLabel = "CODE",
      description = "Language of labels and descriptions (default: ${DEFAULT-VALUE}).")
  private String language = "en";

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Entities shown at most (default: ${DEFAULT-VALUE}).")
  private int limit = 10;

  @Option(names = "--json", description = "One JSON object a line instead of text.")
  private boolean asJson;

  @Mixin private KnowledgeOption knowledge = new KnowledgeOption();

  KgLookupCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    Checks.atLeast("--limit", 1, limit);
    String name = String.join(" ", words).strip();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge.folder(terminal))) {
      List<Candidate> candidates = candidates(snapshot, name);
      if (candidates.isEmpty()) {
        throw new CommandFailure(
            "nothing in '"
                + snapshot.folder()
                + "' is called '"
                + name
                + "', and no entity has this id"
                + meant(snapshot, name));
      }
      int[] ordinals = candidates.stream().mapToInt(Candidate::ordinal).toArray();
      List<StoredEntity> entities = snapshot.entities(ordinals);
      List<String> relations = relation == null ? List.of() : relations(snapshot, relation);
      boolean any = false;
      for (int i = 0; i < ordinals.length; i++) {
        List<Fact> known = facts(snapshot, ordinals[i], relations);
        if (relation != null && known.isEmpty()) {
          continue;
        }
        any = true;
        if (asJson) {
          String line = asJson(snapshot, entities.get(i), candidates.get(i).prior(), known);
          terminal.out().println(line);
        } else {
          show(snapshot, entities.get(i), candidates.get(i).prior(), known);
        }
      }
      if (!any) {
        throw new CommandFailure(
            "nothing called '" + name + "' has a fact of the relation '" + relation + "'");
      }
      if (!asJson) {
        terminal.out().flush();
        snapshot.manifest().sources().forEach(source -> terminal.note(Credits.line(source)));
      }
      return 0;
    }
  }

  private static String meant(KnowledgeSnapshot snapshot, String name) {
    List<String> close = NearNames.of(snapshot, name);
    return close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
  }

  /** The entity of this id, else those that the name may mean. */
  private List<Candidate> candidates(KnowledgeSnapshot snapshot, String name) {
    OptionalInt exact =
        name.isEmpty() || name.chars().anyMatch(Character::isWhitespace)
            ? OptionalInt.empty()
            : snapshot.ordinal(new EntityId(name));
    List<Candidate> byName = snapshot.aliases().candidates(name, limit);
    return exact.isPresent() && byName.isEmpty()
        ? List.of(new Candidate(exact.getAsInt(), 1f))
        : byName;
  }

  /** The facts to show: those of some relations, all, or none. */
  private List<Fact> facts(KnowledgeSnapshot snapshot, int ordinal, List<String> relations) {
    if (!facts && relations.isEmpty()) {
      return List.of();
    }
    return snapshot.facts(ordinal).stream()
        .filter(fact -> relations.isEmpty() || relations.contains(fact.relation()))
        .toList();
  }

  private void show(
      KnowledgeSnapshot snapshot, StoredEntity entity, float prior, List<Fact> known) {
    EntityText text = snapshot.text(entity.ordinal(), language);
    StyledText head =
        new StyledText()
            .add(text.label(), Ink.BOLD)
            .add(" " + entity.kind() + " ", Ink.CYAN)
            .add(" " + entity.id().value(), Ink.FAINT)
            .add(
                String.format(Locale.ROOT, "  prior %.2f  prominence %.2f", prior, entity.rank()),
                Ink.FAINT);
    head.lines(terminal, terminal.columns(), "").forEach(terminal.out()::println);
    if (relation == null) {
      describe(snapshot, entity, text);
    }
    FactLines lines = new FactLines(snapshot, language);
    int values = relation == null ? VALUES_SHOWN : Integer.MAX_VALUE;
    List<FactLines.Line> all = lines.of(known, values);
    for (FactLines.Line line : all.subList(0, Math.min(RELATIONS_SHOWN, all.size()))) {
      paragraph(new StyledText().add(line.relation() + ": ", Ink.FAINT).add(line.words()));
    }
    if (all.size() > RELATIONS_SHOWN) {
      int more = all.size() - RELATIONS_SHOWN;
      paragraph(new StyledText().add(more + " more relations; --json shows all", Ink.FAINT));
    }
  }

  private void describe(KnowledgeSnapshot snapshot, StoredEntity entity, EntityText text) {
    text.description().ifPresent(description -> paragraph(new StyledText().add(description)));
    if (!text.aliases().isEmpty()) {
      paragraph(new StyledText().add("also " + String.join("; ", text.aliases()), Ink.FAINT));
    }
    List<String> types = snapshot.types(entity.ordinal());
    if (!types.isEmpty()) {
      paragraph(new StyledText().add("is a " + String.join(", ", types), Ink.FAINT));
    }
  }

  private void paragraph(StyledText text) {
    text.lines(terminal, terminal.columns(), "  ").forEach(terminal.out()::println);
  }

  private String asJson(
      KnowledgeSnapshot snapshot, StoredEntity entity, float prior, List<Fact> known)
      throws IOException {
    EntityText text = snapshot.text(entity.ordinal(), language);
    ObjectNode node = json.createObjectNode();
    node.put("id", entity.id().value());
    node.put("label", text.label());
    node.put("type", entity.kind().name());
    node.put("description", text.description().orElse(null));
    node.put("prior", prior);
    node.put("rank", entity.rank());
    text.aliases().forEach(node.putArray("aliases")::add);
    snapshot.types(entity.ordinal()).forEach(node.putArray("types")::add);
    if (facts || relation != null) {
      FactLines lines = new FactLines(snapshot, language);
      ArrayNode array = node.putArray("facts");
      for (Fact fact : known) {
        ObjectNode one = array.addObject();
        one.put("relation", fact.relation());
        one.put("relationLabel", snapshot.relation(fact.relation()).label(language));
        one.put("object", FactWords.of(fact.object()));
        one.put("objectLabel", lines.words(fact.object()));
        FactValueJson.write(fact.object(), one.putObject("value"));
      }
    }
    return json.writeValueAsString(node);
  }

  /**
   * The ids of the relations with this id or, in any language, this label.
   *
   * @throws CommandFailure if there is none; the message suggests one where one is near
   */
  private static List<String> relations(KnowledgeSnapshot snapshot, String wanted) {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Relation relation : snapshot.relations()) {
      if (relation.forResolutionOnly()) {
        continue;
      }
      names.add(relation.id());
      names.addAll(relation.labels().values());
      if (relation.id().equalsIgnoreCase(wanted)
          || relation.labels().values().stream().anyMatch(wanted::equalsIgnoreCase)) {
        ids.add(relation.id());
      }
    }
    if (ids.isEmpty()) {
      throw CommandFailure.usage(
          "--relation '"
              + wanted
              + "' is no relation of '"
              + snapshot.folder()
              + "'"
              + Nearest.suggestion(wanted, names));
    }
    return ids;
  }
}
