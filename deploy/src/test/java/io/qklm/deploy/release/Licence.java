package io.qklm.deploy.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Licences that go with Apache-2.0, by what poms call them; the first that fits is chosen. */
enum Licence {
  APACHE("Apache-2.0"),
  MIT("MIT"),
  BSD_2("BSD-2-Clause"),
  BSD_3("BSD-3-Clause"),
  UNICODE("Unicode-3.0"),
  JDOM("JDOM");

  /** What is called otherwise than it is: names to the SPDX identifier, read from the licence. */
  private static final Map<String, String> NAMED =
      Map.of(
          "Go License",
          "BSD-3-Clause",
          "Similar to Apache License but with the acknowledgment clause removed",
          "JDOM");

  /** Where the address alone was named, and guessed at wrongly: the jar's own licence counts. */
  private static final Map<String, String> OF_GROUP = Map.of("org.jline", "BSD-3-Clause");

  private final String identifier;

  Licence(String identifier) {
    this.identifier = identifier;
  }

  String identifier() {
    return identifier;
  }

  /** The licence that a component of a bill of materials is used under. */
  static Licence of(JsonNode component) {
    List<String> offered = new ArrayList<>();
    for (JsonNode choice : component.path("licenses")) {
      JsonNode licence = choice.path("license");
      String name =
          licence.has("id")
              ? licence.path("id").asText()
              : licence.path("name").asText(choice.path("expression").asText());
      offered.add(
          OF_GROUP.getOrDefault(component.path("group").asText(), NAMED.getOrDefault(name, name)));
    }
    for (Licence licence : values()) {
      if (offered.contains(licence.identifier)) {
        return licence;
      }
    }
    throw new AssertionError(
        "'"
            + component.path("purl").asText()
            + "' is offered under "
            + offered
            + ", which is not among the licences that go with Apache-2.0. Read its licence; take"
            + " the library out, or say here what the licence is.");
  }
}
