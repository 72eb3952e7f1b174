package io.qklm.kg.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KnowledgeFormatTest {

  @Test
  void makesSourcesOfFormatAndPath() {
    assertThat(KnowledgeFormat.parse("jsonl=/data/kg"))
        .singleElement()
        .isInstanceOf(JsonlSource.class)
        .extracting(KnowledgeSource::description)
        .isEqualTo("jsonl /data/kg");
    assertThat(KnowledgeFormat.parse("dbpedia=a=b"))
        .singleElement()
        .isInstanceOf(DbpediaSource.class);
    assertThat(KnowledgeFormat.parse("Starter=x"))
        .hasExactlyElementsOfTypes(DbpediaSource.class, StarterSupplement.class);
  }

  @Test
  void saysWhatIsAllowed() {
    assertThatThrownBy(() -> KnowledgeFormat.parse("jsnl=x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown knowledge format 'jsnl', expected one of [jsonl, dbpedia, starter]; did you"
                + " mean 'jsonl'?");
    assertThatThrownBy(() -> KnowledgeFormat.parse("turtle=x"))
        .hasMessage("unknown knowledge format 'turtle', expected one of [jsonl, dbpedia, starter]");
    for (String wrong : new String[] {"jsonl", "=x", "jsonl="}) {
      assertThatThrownBy(() -> KnowledgeFormat.parse(wrong))
          .hasMessage(
              "'"
                  + wrong
                  + "' is no source of knowledge; FORMAT=PATH is, with a format of [jsonl,"
                  + " dbpedia, starter]");
    }
  }
}
