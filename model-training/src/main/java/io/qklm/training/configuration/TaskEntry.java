package io.qklm.training.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.training.data.SetEntry;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A task of a run: its kind, its share, its files, and whatever else its kind wants to be told.
 *
 * @param name of its curve
 * @param kind names the kind of task
 * @param weight share in the mix
 * @param data sets that it learns from
 * @param options what only its kind reads; see {@link #read}
 */
public record TaskEntry(
    String name, String kind, double weight, List<SetEntry> data, Map<String, JsonNode> options) {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Options that were fields of every task once, and what stands in their place. */
  private static final Map<String, String> MOVED =
      Map.of(
          "headlines", "headlines",
          "shortened", "shorter-names",
          "invented", "invented-links",
          "exchanged", "other-countries",
          "offered", "offered-links");

  public TaskEntry {
    data = List.copyOf(data);
    options = Map.copyOf(options);
  }

  /** The fields that every task has. */
  private record Common(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String kind,
      @JsonProperty(required = true) double weight,
      @JsonProperty(required = true) List<SetEntry> data) {}

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TaskEntry of(ObjectNode tree) throws JsonProcessingException {
    ObjectNode common = tree.deepCopy();
    Map<String, JsonNode> options = new LinkedHashMap<>();
    for (String field : List.copyOf(fields(tree))) {
      if (!List.of("name", "kind", "weight", "data").contains(field)) {
        options.put(field, common.remove(field));
      }
    }
    Common read = MAPPER.treeToValue(common, Common.class);
    return new TaskEntry(read.name(), read.kind(), read.weight(), read.data(), options);
  }

  private static List<String> fields(ObjectNode tree) {
    return tree.properties().stream().map(Map.Entry::getKey).toList();
  }

  /**
   * The options as the record that its kind keeps them in.
   *
   * @throws IllegalArgumentException if there is one that the kind does not know, or one it cannot
   *     use
   */
  public <T> T read(Class<T> type) {
    try {
      return MAPPER.treeToValue(MAPPER.valueToTree(options), type);
    } catch (UnrecognizedPropertyException e) {
      throw new IllegalArgumentException(unknown(e.getPropertyName(), e.getKnownPropertyIds()), e);
    } catch (JsonProcessingException e) {
      Throwable cause = e.getCause() instanceof IllegalArgumentException inner ? inner : e;
      String what =
          cause instanceof JsonProcessingException json
              ? json.getOriginalMessage()
              : String.valueOf(cause.getMessage());
      throw new IllegalArgumentException("task '" + name + "' cannot be used: " + what, e);
    }
  }

  private String unknown(String option, Collection<Object> known) {
    String moved = MOVED.get(option);
    return "task '"
        + name
        + "' has the option '"
        + option
        + "', which tasks of the kind "
        + kind
        + " do not have; they have "
        + known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ", "[", "]"))
        + (moved == null
            ? ""
            : ". Changes of texts are listed now: \"rewriting\": [{\"kind\": \"" + moved + "\"}]");
  }
}
