package io.qklm.flink.sql;

import java.io.Serializable;

/**
 * Which table over which knowledge.
 *
 * @param owner the table, for messages
 * @param knowledge folder of the snapshot on every worker
 * @param kind which table
 * @param language of labels and descriptions
 */
record KnowledgeTableSettings(
    String owner, String knowledge, KnowledgeTable.Kind kind, String language)
    implements Serializable {

  KnowledgeTable<?> table() {
    return KnowledgeTable.of(kind, language);
  }
}
