package io.qklm.deploy.demo;

/** Names of the demo's topics. */
final class DemoTopics {

  static final String DOCUMENTS = "documents";
  static final String ENRICHED = "enriched";
  static final String DEAD_LETTERS = "dead-letters";

  static final String KG_UPDATES = "kg-updates";
  static final String KG_UPDATES_DEAD_LETTERS = "kg-updates-dead-letters";
  static final String KG_EPOCHS = "kg-epochs";

  private DemoTopics() {}
}
