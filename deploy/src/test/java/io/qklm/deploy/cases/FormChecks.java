package io.qklm.deploy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.document.SentenceSplitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** How texts of the shared cases are cut into sentences and summarized. */
final class FormChecks {

  private final Map<String, Consumer<List<EnrichedCase>>> checks = new LinkedHashMap<>();

  private FormChecks() {}

  private void check(String name, Consumer<List<EnrichedCase>> check) {
    checks.put(name, check);
  }

  /** A case by the name of its folder, and what must hold of its documents. */
  static Map<String, Consumer<List<EnrichedCase>>> all() {
    FormChecks all = new FormChecks();
    all.fill();
    return all.checks;
  }

  private void fill() {
    check(
        "130-us-end",
        docs ->
            assertThat(sentences(docs.get(0), "en"))
                .hasSize(6)
                .contains("Workers left for good.", "He moved to Washington D.C."));
    check(
        "132-headline-byline",
        docs ->
            assertThat(docs.get(0).summary().get(0)).startsWith("The Northbay ferry sailed again"));
    check(
        "133-boilerplate",
        docs ->
            assertThat(docs.get(0).summaryText())
                .doesNotContain(
                    "Read more", "Sign up", "Advertisement", "Follow us", "Photo", "©"));
    check(
        "135-transcript",
        docs -> {
          assertThat(sentences(docs.get(0), "en")).noneMatch(one -> one.contains("\n"));
          assertThat(docs.get(0).summary())
              .allMatch(one -> one.matches("(HOLM|QUILL): [^:]+|[^:]+"));
        });
    check(
        "137-one-sentence",
        docs -> {
          assertThat(docs.get(0).summaryText()).isEqualTo("The ferry is back.");
          assertThat(docs.subList(0, 7)).noneMatch(EnrichedCase::rejected);
        });
    check(
        "140-caption-table",
        docs ->
            assertThat(docs.get(0).summary())
                .hasSize(3)
                .noneMatch(sentence -> sentence.matches(".*\\d \\d.*")));
    check(
        "141-repeated",
        docs -> assertThat(docs.get(0).summary()).hasSize(3).doesNotHaveDuplicates());
    check(
        "143-unicode-separators",
        docs -> {
          assertThat(docs.get(0).summary().get(0)).doesNotContain("Ferry returns");
          assertThat(sentences(docs.get(0), "en")).hasSizeGreaterThanOrEqualTo(5);
        });
    check(
        "144-doc-fields",
        docs -> {
          for (EnrichedCase one : docs.subList(0, 4)) {
            assertThat(one.language()).startsWith("en");
            assertThat(one.labels()).contains("Angela Merkel", "Berlin");
          }
          assertThat(docs.subList(4, 9))
              .allMatch(
                  one ->
                      !one.rejected()
                          || one.result().path("message").asText().contains("is allowed"));
        });
    check(
        "150-us-senate",
        docs -> {
          assertThat(docs.get(0).summary().get(0))
              .startsWith("The U.S. Senate voted on Monday to keep the harbour law");
          assertThat(sentences(docs.get(0), "en")).hasSize(4);
        });
    check(
        "152-german-ordinals",
        docs -> {
          assertThat(sentences(docs.get(0), "de")).hasSize(3);
          assertThat(docs.get(0).summary()).isSubsetOf(sentences(docs.get(0), "de"));
        });
    check(
        "157-html-paragraphs",
        docs -> {
          assertThat(docs.get(0).summaryText()).doesNotContain("<");
          assertThat(sentences(docs.get(0), "en").get(0)).endsWith("on Monday");
        });
    check(
        "158-glued-sentences",
        docs -> {
          assertThat(sentences(docs.get(0), "en")).hasSize(4);
          assertThat(docs.get(0).labels()).contains("Berlin", "Paris");
        });
    check(
        "159-short-language",
        docs -> {
          assertThat(docs).allMatch(one -> one.language().equals("en"));
          assertThat(sentences(docs.get(2), docs.get(2).language())).hasSize(1);
        });
    check(
        "168-acronym-at-end",
        docs -> {
          assertThat(sentences(docs.get(0), "en")).hasSize(12);
          assertThat(docs.get(0).summary()).isSubsetOf(sentences(docs.get(0), "en"));
        });
  }

  private static List<String> sentences(EnrichedCase one, String language) {
    return new SentenceSplitter()
        .split(one.text(), language).stream().map(span -> span.in(one.text())).toList();
  }
}
