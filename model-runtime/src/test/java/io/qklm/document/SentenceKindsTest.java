package io.qklm.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kinds of stops that end a sentence and kinds that end none; "¦" stands where one ends. */
class SentenceKindsTest {

  private static final SentenceSplitter SPLITTER = new SentenceSplitter();

  private static String marked(String text, String language) {
    List<String> sentences =
        SPLITTER.split(text, language).stream().map(span -> span.in(text)).toList();
    return String.join("¦", sentences);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The U.S. House met.¦The U.S. said no.",
        "U.S. President Lund spoke.",
        "J. R. Vik met C. S. Lund and George H. W. Bush.",
        "It joined NATO.¦The vote was close.",
        "She is the CEO.¦He is not.",
        "They moved to the U.S.¦The house was sold.",
        "It opens at 5 p.m.¦Guests came early.",
        "It opens at 5 p.m. Monday in Ayr.",
        "\"Wait!\" she said.¦\"No.\"¦He left.",
        "\"Why?\" Lund asked.¦Nobody knew.",
        "See http://a.example/?q=Berlin. for more.",
        "He took vitamin C.¦Doctors agreed.",
        "Gen. Lund met Sen. Vik on Jan. 3 at No. 10.",
        "Acme Inc. Chief Executive Ida Lund quit.",
        "The boat left.Passengers waved.",
        "Prices rose.[1] [2]¦They fell later.",
        "Yes.¦eBay and iPhone sales rose.¦iPhone sales fell.",
        "He lives in Washington D.C.¦She does not.",
        "What is it?¦A boat!¦Good.",
        "It rose 3.5 percent to $1.2 billion.¦It fell.",
        "Mr. Lund, Jr. spoke.",
        "She left Quill! Inc. in May.¦It grew.",
        "It runs well.¦.NET came later.",
        "It worked! :)¦We left. ;-)¦They stayed.:-(¦The end.",
        "It worked.\uD83D\uDE00 \uD83D\uDC4D\uD83C\uDFFD¦We left.",
        "There are two.¦8) The second is small.",
        "Approx. 50 came.¦Eq. 2 holds.",
      })
  void english(String text) {
    String plain = text.replaceAll("(?<=left\\.)(?=Pass)", "").replace("¦", " ");
    String expected = text.replace("left.Pass", "left.¦Pass");
    assertThat(marked(plain, "en")).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Am 3. Oktober kam er.¦Das war gut.",
        "Der Arbeiter.¦Die Mutter.¦Ein Retter.¦Er kam.",
        "Er lobte z. B. die Mannschaft.¦Dr. Lund schwieg.",
        "Im 19. Jahrhundert war das so.¦Heute nicht.",
        "Er wurde 1998.¦Das genügte.",
        "Sie wohnt in der Marktstr. 7.¦Er nicht.",
      })
  void german(String text) {
    assertThat(marked(text.replace("¦", " "), "de")).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"en", "en_US", "EN-us", "English", "eng", "en-Latn-GB", "und", "", "xx-no"})
  void anyWayToWriteEnglishGetsItsRules(String language) {
    assertThat(marked("Sen. Lund met Gov. Vik. They agreed.", language))
        .isEqualTo("Sen. Lund met Gov. Vik.¦They agreed.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "北京是中国的首都。¦上海是一座城市。",
        "यह एक वाक्य है।¦यह दूसरा है।",
        "هل جاء؟¦نعم.",
      })
  void otherScripts(String text) {
    assertThat(marked(text.replace("¦", text.charAt(0) < 0x3000 ? " " : ""), "und"))
        .isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nl | Dhr. Vik kwam met mevr. Lund.¦Ze bleven.
          it | Parla il dott. Vik con la sig. Lund.¦Il dottore va.
          fr | Mme. Lund parle.¦Elle part.
          es | Vive en EE. UU. desde mayo.¦Le gusta.
          ja | 兄は「帰る。」と言った。¦雨が降った。
          """)
  void otherLanguages(String language, String expected) {
    String plain = expected.replace("¦", language.equals("ja") ? "" : " ");
    assertThat(marked(plain, language)).isEqualTo(expected);
  }
}
