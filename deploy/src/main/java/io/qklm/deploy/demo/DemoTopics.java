package io.qklm.deploy.demo;

/** Names of the demo's topics. */
final class DemoTopics {

  static final String DOCUMENTS = "documents";
  static final String ENRICHED = "enriched";
  static final String DEAD_LETTERS = "dead-letters";

  private DemoTopics() {}
}
