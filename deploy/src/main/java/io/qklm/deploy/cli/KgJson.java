package io.qklm.deploy.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.terminal.Terminal;
import java.util.function.Consumer;

/** Prints what scripts read: one JSON object on one line. */
final class KgJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private KgJson() {}

  static void print(Terminal terminal, Consumer<ObjectNode> fill) {
    ObjectNode root = MAPPER.createObjectNode();
    fill.accept(root);
    terminal.out().println(root);
  }
}
