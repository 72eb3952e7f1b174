package io.qklm.model.stage;

import java.util.Locale;

/** The stages of a document in the engine, in the order of a zero-shot model. */
public enum Stage {
  /** Detecting the language and cutting the text into sentences. */
  SENTENCES("language and sentences"),
  /** Tokenizing and running the network. */
  ENCODE("tokens and network"),
  /** Finding known names in the text and reading their candidates from the knowledge. */
  CANDIDATES("known names and their candidates, read from the knowledge"),
  /** Choosing the entity of each mention, or none. */
  LINK("choosing entities"),
  /** Choosing the sentences of the summary. */
  SUMMARY("choosing sentences"),
  /** Reading labels, descriptions and facts of the chosen entities from the knowledge. */
  FACTS("labels and facts, read from the knowledge");

  private final String help;

  Stage(String help) {
    this.help = help;
  }

  /** Its name in metrics. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is done in it, in a few words. */
  public String help() {
    return help;
  }
}
