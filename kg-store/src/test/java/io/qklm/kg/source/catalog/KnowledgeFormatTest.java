package io.qklm.kg.source.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.source.Gathered;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.dbpedia.DbpediaSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.source.interchange.StarterSupplement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KnowledgeFormatTest {

  @ParameterizedTest
  @EnumSource(KnowledgeFormat.class)
  void eachHasHelpAndAnExampleThatIsTaken(KnowledgeFormat format) {
    assertThat(format.help()).isNotBlank();
    assertThat(format.example()).startsWith(format.id() + "=");
    assertThat(KnowledgeFormat.parse(format.example())).isNotEmpty();
  }

  @Test
  void suggestsTheNameThatWasMeant() {
    assertThatThrownBy(() -> KnowledgeFormat.parse("wikidta=dump"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("unknown knowledge format 'wikidta', expected one of [jsonl,")
        .hasMessageEndingWith("; did you mean 'wikidata'?");
  }

  @Test
  void refusesOptionsThatMeanNothing() {
    assertThatThrownBy(() -> KnowledgeFormat.parse("wikidata=dump?sitelink=3"))
        .hasMessage(
            "unknown option 'sitelink', expected one of [languages, md5, mirror, proxy, sha1, sha256,"
                + " sitelinks, sums]; did you mean 'sitelinks'?");
    assertThatThrownBy(() -> KnowledgeFormat.parse("wikidata=dump?sitelinks=-1"))
        .hasMessage("the option 'sitelinks' is '-1'; a whole number from 0 is allowed");
    assertThatThrownBy(() -> KnowledgeFormat.parse("wikidata=dump?languages=,"))
        .hasMessageStartingWith("the option 'languages' names none");
    assertThatThrownBy(() -> KnowledgeFormat.parse("wikidata=dump?sitelinks=1&sitelinks=2"))
        .hasMessage("the option 'sitelinks' is given twice");
  }

  @Test
  void keepsAQuestionMarkInThePathOfAFormatWithoutOptions() {
    assertThat(KnowledgeFormat.parse("jsonl=what?really=yes").get(0).description())
        .isEqualTo("jsonl what?really=yes");
  }

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
            "unknown knowledge format 'jsnl', expected one of "
                + KnowledgeFormat.ids()
                + "; did you mean 'jsonl'?");
    assertThatThrownBy(() -> KnowledgeFormat.parse("turtle=x"))
        .hasMessage("unknown knowledge format 'turtle', expected one of " + KnowledgeFormat.ids());
    for (String wrong : new String[] {"jsonl", "=x", "jsonl="}) {
      assertThatThrownBy(() -> KnowledgeFormat.parse(wrong))
          .hasMessage(
              "'"
                  + wrong
                  + "' is no source of knowledge; FORMAT=PATH is, with a format of "
                  + KnowledgeFormat.ids());
    }
  }

  @Test
  void holdsTheFilesOfAFolderAgainstTheirDigests(@TempDir Path folder) throws IOException {
    Path part = Files.writeString(folder.resolve("labels.nt"), "\n");
    Path sums = Files.writeString(folder.resolve("sums.txt"), "0".repeat(40) + "  labels.nt\n");
    KnowledgeSource dump = KnowledgeFormat.parse("dbpedia-dump=" + folder + "?sums=" + sums).get(0);
    assertThatThrownBy(() -> Gathered.of(dump)).hasMessageContaining(part + " has the SHA-1");
    Files.writeString(folder.resolve("types.nt"), "\n");
    assertThatThrownBy(
            () -> KnowledgeFormat.parse("dbpedia-dump=" + folder + "?sha1=" + "0".repeat(40)))
        .hasMessage(
            "one digest is given for 2 files; name a file of digests with the option 'sums', or a"
                + " single file");
  }
}
