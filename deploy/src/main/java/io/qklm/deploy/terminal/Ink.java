package io.qklm.deploy.terminal;

/** The few ways in which text stands out; ANSI codes every terminal knows, on dark and on light. */
public enum Ink {
  BOLD("1"),
  FAINT("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  MAGENTA("35"),
  CYAN("36");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  String on() {
    return "\u001b[" + code + "m";
  }

  static String off() {
    return "\u001b[0m";
  }
}
