package io.qklm.measure.linked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The open linked sets, where the data is there. */
class LinkedSetTest {

  private static final Path DATA = Path.of(System.getProperty("qklm.data", "../../../shared/data"));

  @Test
  void eventsOfBothPartsShareNoTextAndEveryLinkIsInItsText() throws IOException {
    assumeTrue(
        Files.exists(LinkedSet.CURRENT_EVENTS.files(DATA).get(0)),
        "skipped: the data folder has no linked current events");
    List<LinkedText> train = LinkedSet.CURRENT_EVENTS.read(DATA, LinkedSet.Part.TRAIN);
    List<LinkedText> dev = LinkedSet.CURRENT_EVENTS.read(DATA, LinkedSet.Part.DEV);
    assertThat(train).hasSizeGreaterThan(5000);
    assertThat(dev).hasSizeGreaterThan(300).hasSizeLessThan(train.size());
    Set<String> seen = new HashSet<>();
    for (LinkedText text : train) {
      assertThat(seen.add(text.text())).as(text.id()).isTrue();
    }
    assertThat(dev).allSatisfy(text -> assertThat(seen).doesNotContain(text.text()));
    assertThat(dev)
        .allSatisfy(
            text ->
                assertThat(text.links())
                    .allSatisfy(
                        link -> {
                          assertThat(link.span().end()).isLessThanOrEqualTo(text.text().length());
                          assertThat(link.page()).isNotBlank().doesNotContain(" ");
                        }));
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(LinkedSet.named("simple-wiki")).hasValue(LinkedSet.SIMPLE_WIKI);
    assertThat(LinkedSet.named("aida")).isEmpty();
    assertThat(LinkedSet.page("new York City#History")).isEqualTo("New_York_City");
  }
}
