package io.qklm.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ibm.icu.text.BreakIterator;
import java.text.Normalizer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SurfaceNormalizerTest {

  private final SurfaceNormalizer normalizer = new SurfaceNormalizer();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Berlin | berlin",
        "  New   York\tCity | new york city",
        "Łódź, Poland | lodz poland",
        "São Paulo | sao paulo",
        "Malmö / Ærø | malmo aero",
        "Straße | strasse",
        "İstanbul ısı | istanbul isi",
        "Αθήνα Ὀδυσσεύς | αθηνα οδυσσευσ",
        "Алёна Толсто́й | алена толстой",
        "Київ Зимний | київ зимний",
        "Al-Qa'ida | al qa ida",
        "Germany's | germany s",
        "O’Brien “quoted” | o brien quoted",
        "Hawaiʻi | hawai i",
        "U.S. | us",
        "US | us",
        "U.S.A. | usa",
        "u.s | us",
        "U.S.-led | us led",
        "the U.S.'s | the us s",
        "J. R. R. Tolkien | jrr tolkien",
        "J.R.R. Tolkien | jrr tolkien",
        "JRR Tolkien | jrr tolkien",
        "John F. Kennedy | john f kennedy",
        "Washington D. C. | washington dc",
        "Plan B. U.S. officials | plan b us officials",
        "a.b.com www.x.y | a b com www x y",
        "Р.Ф. | рф",
        "中U.S.中 | 中us中",
        "中 U.S. | 中 us",
        "U.S中 | us中",
        "中J. R. Smith | 中jr smith",
        "東京のU.S.と | 東京のusと",
        "ﾀｰU.S. | ターus",
        "오U.S. | 오us",
        "dʼU.S. | d us",
        "d'U.S. | d us",
        "U.Sʼs | us s",
        "U.S.ʼs | us s",
        "the U.S's | the us s",
        "É.U. | eu",
        "C++ | c++",
        "C# and F# | c# and f#",
        "#Berlin 1+1 C+++ C++11 | berlin 1 1 c++ c 11",
        "AT&T R&B | at t r b",
        "Ｔｏｋｙｏ　ＣＩＴＹ | tokyo city",
        "ｶﾞﾝﾀﾞﾑ | ガンダム",
        "がんばれ | がんばれ",
        "东京，日本 | 东京 日本",
        "㈱トヨタ | 株 トヨタ",
        "NBA球星 | nba球星",
        "서울은 | 서울은",
        "हिन्दी | हिन्दी",
        "ﬁnance ½ x² | finance 1 2 x2",
        "Yahoo! Microsoft® Windows™ | yahoo microsoft windows",
        "I ❤️ NY | i ❤ ny",
        "👩‍💻🇩🇪 | 👩💻🇩🇪",
        "5️⃣ | 5",
        "Ber\u00ADlin | berlin",
        "zero\u200Bwidth | zero width",
        "... | ``",
        "\uD800a\uDC00 | a",
      })
  void foldsTo(String surface, String key) {
    assertThat(normalizer.key(surface)).isEqualTo(key);
  }

  @Test
  void spansTakeInWholeClustersAndFullStopsOfInitials() {
    assertThat(slice("The U.S. army", "us")).isEqualTo("U.S.");
    assertThat(slice("by J. R. R. Tolkien.", "jrr tolkien")).isEqualTo("J. R. R. Tolkien");
    assertThat(slice("Germany's army", "germany")).isEqualTo("Germany");
    assertThat(slice("in Lo\u0301dz\u0301!", "lodz")).isEqualTo("Lo\u0301dz\u0301");
    assertThat(slice("x 👩‍💻 y", "👩💻")).isEqualTo("👩‍💻");
    // Half of what one cluster became still maps to the whole cluster.
    assertThat(slice("x 👩‍💻 y", "💻")).isEqualTo("👩‍💻");
    assertThat(slice("a -- b", " ")).isEqualTo(" -- ");
  }

  @Test
  void marksWithoutALetterBelowThemAreNoWordBeforeInitials() {
    assertThat(normalizer.key("\u0301U.S.")).isEqualTo("us");
    assertThat(normalizer.key("in \u0301U.S. and e\u0301U.S.")).isEqualTo("in us and eu s");
    assertThat(slice("in \u0301U.S. army", "us")).isEqualTo("U.S.");
  }

  private String slice(String text, String part) {
    AlignedText aligned = normalizer.normalize(text);
    int at = aligned.text().indexOf(part);
    return aligned.original(new Span(at, at + part.length())).in(text);
  }

  @Test
  void boundariesStandBetweenTokensAndAroundIdeographs() {
    assertThat(boundaries("New York")).isEqualTo("|new| |york|");
    assertThat(boundaries("NBA球星")).isEqualTo("|nba|球|星|");
    assertThat(boundaries("서울은")).isEqualTo("|서|울|은|");
    assertThat(boundaries("ジョー")).isEqualTo("|ジ|ョ|ー|");
    assertThat(boundaries("ok👩‍💻👍🏽")).isEqualTo("|ok|👩💻|👍🏽|");
    assertThat(boundaries("हिन्दी")).isEqualTo("|हिन्दी|");
    assertThat(boundaries("กิน")).isEqualTo("|กิ|น|");
    assertThat(boundaries("C++")).isEqualTo("|c++|");
    assertThat(boundaries("")).isEqualTo("|");
  }

  private String boundaries(String text) {
    AlignedText aligned = normalizer.normalize(text);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= aligned.text().length(); i++) {
      if (aligned.boundary(i)) {
        out.append('|');
      }
      if (i < aligned.text().length()) {
        out.append(aligned.text().charAt(i));
      }
    }
    return out.toString();
  }

  @Test
  void refusesASpanBeyondTheText() {
    assertThatThrownBy(() -> normalizer.normalize("ab").original(new Span(1, 3)))
        .hasMessage("span Span[start=1, end=3] reaches beyond the normalised text of 2");
  }

  @Property(tries = 3_000)
  void everySpanMapsToWholeGraphemeClusters(@ForAll("texts") String text) {
    AlignedText aligned = normalizer.normalize(text);
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    clusters.setText(text);
    int length = aligned.text().length();
    int before = 0;
    for (int i = 0; i < length; i++) {
      Span one = aligned.original(new Span(i, i + 1));
      assertThat(one.length()).isPositive();
      assertThat(clusters.isBoundary(one.start())).isTrue();
      assertThat(clusters.isBoundary(one.end())).isTrue();
      assertThat(one.start()).isGreaterThanOrEqualTo(before);
      before = one.start();
      Span rest = aligned.original(new Span(i, length));
      assertThat(rest.start()).isEqualTo(one.start());
      assertThat(aligned.original(new Span(0, i + 1)).end()).isEqualTo(one.end());
      Span none = aligned.original(new Span(i, i));
      assertThat(none).isEqualTo(new Span(one.start(), one.start()));
    }
    assertThat(aligned.original(new Span(length, length)).end()).isEqualTo(text.length());
  }

  @Property(tries = 3_000)
  void theKeyIsTheNormalisedTextWellFormedAndTrimmed(@ForAll("texts") String text) {
    String key = normalizer.key(text);
    assertThat(key).isEqualTo(normalizer.normalize(text).text());
    assertThat(key).isEqualTo(key.trim()).doesNotContain("  ");
    assertThat(key.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    assertThat(normalizer.key(key)).isEqualTo(key);
  }

  @Test
  void ordersMarksBeforeOneOfThemFoldsToALetter() {
    assertThat(normalizer.key("东\u0345\u0301")).isEqualTo(normalizer.key("东\u0301\u0345"));
  }

  @Property(tries = 3_000)
  void canonicallyEquivalentTextsHaveOneKey(@ForAll("texts") String text) {
    String plain = text.replace('.', ' ');
    String key = normalizer.key(plain);
    assertThat(normalizer.key(Normalizer.normalize(plain, Normalizer.Form.NFC))).isEqualTo(key);
    assertThat(normalizer.key(Normalizer.normalize(plain, Normalizer.Form.NFD))).isEqualTo(key);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "Z",
            "é",
            "e\u0301",
            "ǅ",
            "ß",
            "ŉ",
            "9",
            "½",
            " ",
            "\r\n",
            "\t",
            ".",
            "U.S.",
            "J. R.",
            "'s",
            "-",
            "+",
            "#",
            "&",
            "\u0301",
            "\u0308",
            "\u20E3",
            "\uFE0F",
            "\u200D",
            "\u00AD",
            "\u200B",
            "\uFEFF",
            "\uD800",
            "\uDC00",
            "👩",
            "👩‍💻",
            "🇩",
            "🇪",
            "👍🏽",
            "❤️",
            "™",
            "东",
            "京",
            "が",
            "か\u3099",
            "ｶﾞ",
            "ー",
            "서",
            "\u1100\u1161\u11A8",
            "हि",
            "क्ष",
            "กิ",
            "й",
            "ё",
            "\u0600",
            "ﷺ",
            "ά",
            "\u0345",
            "İ",
            "ı",
            "㈱",
            "𝔸",
            "𠮷");
    Arbitrary<String> any =
        Arbitraries.integers().between(0, 0x10FFFF).map(c -> new String(Character.toChars(c)));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, pieces), net.jqwik.api.Tuple.of(1, any))
        .list()
        .ofMaxSize(14)
        .map(list -> String.join("", list));
  }

  @Test
  void loneStandingCharactersAreClustersOfTheirOwn() {
    BreakIterator clusters = BreakIterator.getCharacterInstance(Locale.ROOT);
    for (char c = 0; c < 0xFFFF; c++) {
      if (GraphemeClusters.standsAlone(c) && c != '\n') {
        for (char other : new char[] {'a', ' ', 'й', 'の', '東', '각', '가', 'ع', 'ｱ', 'Ａ'}) {
          if (GraphemeClusters.standsAlone(other)) {
            clusters.setText("" + other + c + other);
            assertThat(clusters.isBoundary(1) && clusters.isBoundary(2))
                .as("U+%04X beside %s", (int) c, other)
                .isTrue();
          }
        }
      }
    }
  }

  @Test
  void staysLinearOnHostileTexts() {
    for (String unit :
        new String[] {"\u0301\u0316", "a.", "A. ", "+", "👩‍", "\uD800", "🇩", "'"}) {
      String text = "a" + unit.repeat(300_000);
      long start = System.nanoTime();
      normalizer.normalize(text);
      assertThat((System.nanoTime() - start) / 1e9).as(unit).isLessThan(10);
    }
  }
}
