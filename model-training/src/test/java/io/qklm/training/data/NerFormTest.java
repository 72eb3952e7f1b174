package io.qklm.training.data;

import static io.qklm.model.annotate.MentionLabel.B_LOC;
import static io.qklm.model.annotate.MentionLabel.B_MISC;
import static io.qklm.model.annotate.MentionLabel.B_ORG;
import static io.qklm.model.annotate.MentionLabel.B_PER;
import static io.qklm.model.annotate.MentionLabel.I_PER;
import static io.qklm.model.annotate.MentionLabel.O;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NerFormTest {

  @TempDir Path folder;

  private List<TaggedSentence> read(String form, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(form + ".txt"), text);
    return NerForm.named(form).read(file);
  }

  @Test
  void aNameInIob1StartsWithBegin() throws Exception {
    List<TaggedSentence> sentences =
        read(
            "conll2003",
            "-DOCSTART- -X- O O\n\nAnna NNP I-NP I-PER\nLee NNP I-NP I-PER\nBob NNP I-NP B-PER\n"
                + "in IN I-PP O\nRome NNP I-NP I-LOC\n\n. . O O\n");
    assertThat(sentences).hasSize(2);
    assertThat(sentences.get(0).labels()).containsExactly(B_PER, I_PER, B_PER, O, B_LOC);
    assertThat(sentences.get(0).words().get(0).spaceBefore()).isFalse();
    assertThat(sentences.get(0).words().get(1).spaceBefore()).isTrue();
    assertThat(sentences.get(1).labels()).containsExactly(O);
  }

  @Test
  void numberedLinesAndCompressedFilesAreRead() throws Exception {
    Path file = folder.resolve("some.conllu.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("0\tVisit\tO\n1\tTuvalu\tB-LOC\n".getBytes(StandardCharsets.UTF_8));
    }
    List<TaggedSentence> sentences = NerForm.named("wikineural").read(file);
    assertThat(sentences.get(0).words().get(1))
        .isEqualTo(new TaggedSentence.Word("Tuvalu", true, B_LOC));
  }

  @Test
  void otherTypesAreMappedOrDropped() throws Exception {
    assertThat(
            read(
                    "crossner",
                    "Marx\tB-writer\nin\tO\nBanjo\tB-musicalinstrument\nEU\tB-organisation\n")
                .get(0)
                .labels())
        .containsExactly(B_PER, O, O, B_ORG);
    assertThat(read("wnut17", "iPhone\tB-product\n\t\nx\tO\n"))
        .extracting(TaggedSentence::labels)
        .containsExactly(List.of(B_MISC), List.of(O));
    assertThat(read("btc", "Ann\tB-PER\n\tO\nx\tO\n").get(0).labels()).containsExactly(B_PER, O);
    assertThatThrownBy(() -> read("btc", "\tB-PER\n")).hasMessageContaining("expected a word");
  }

  @Test
  void whatBreaksTheFormIsNamed() {
    assertThatThrownBy(() -> read("btc", "a\tO\nAnn\tB-PERS\n"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("btc.txt, line 2")
        .hasMessageContaining("unknown type 'PERS' of CoNLL-2003, expected one of [LOC, MISC");
    assertThatThrownBy(() -> read("btc", "a\tO\nAnn\n"))
        .hasMessageContaining("expected a word in column 1 and a tag in the last");
    assertThatThrownBy(() -> read("btc", "a\tX\n"))
        .hasMessageContaining("unknown tag 'X', expected O, B-TYPE or I-TYPE");
    assertThatThrownBy(() -> NerForm.named("conl"))
        .hasMessageContaining("unknown form 'conl'")
        .hasMessageContaining("conll2003");
    assertThatThrownBy(() -> NerForm.BTC.read(folder.resolve("none")))
        .hasMessageContaining("none does not exist; set QKLM_DATA");
  }
}
