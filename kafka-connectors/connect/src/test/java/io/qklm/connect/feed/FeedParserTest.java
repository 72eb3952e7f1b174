package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rometools.rome.io.FeedException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds as they come. */
class FeedParserTest {

  private static final String HEAD =
      "<rss version=\"2.0\"><channel><title>Tram News</title><link>https://tram.example/</link>"
          + "<description>d</description>";
  private static final String ITEM =
      "<item><guid>t1</guid><title>Line opens</title><description>Trams run.</description></item>";
  private static final String END = "</channel></rss>";

  private static FeedParser.Feed read(byte[] bytes, String type) throws FeedException {
    return FeedParser.parse(
        new FeedAnswer.Content(
            bytes, WebAddress.absolute("https://tram.example/feeds/news.xml"), type, null, null));
  }

  private static FeedParser.Feed read(String xml) throws FeedException {
    return read(xml.getBytes(StandardCharsets.UTF_8), "application/xml");
  }

  private static FeedItem one(String xml) throws FeedException {
    List<FeedItem> items = read(xml).items();
    assertThat(items).hasSize(1);
    return items.get(0);
  }

  private static FeedItem item(String inside) throws FeedException {
    return one(HEAD + "<item>" + inside + "</item>" + END);
  }

  /** What stands around or in a feed that is whole but for that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s%s%s",
        "\n\n %s%s%s",
        "Notice: undefined index in feed.php on line 3\n%s%s%s",
        "<br />\n<b>Warning</b>: headers already sent in <b>feed.php</b><br/><?xml version='1.0'?>%s%s%s",
        "<?xml version=\"1.1\" encoding=\"utf-16\"?>%s%s%s",
        "<!-- made by hand -- really --><?xml-stylesheet href='x.xsl'?>%s%s%s",
        "<!DOCTYPE rss SYSTEM 'http://127.0.0.1:1/x.dtd'>%s%s%s",
        "<!DOCTYPE rss PUBLIC \"-//x//y\">%s%s%s",
        "<!DOCTYPE rss [<!ENTITY a \"<b>]>\"><!ELEMENT x (#PCDATA)>]>%s%s%s",
        "%s<!-- one -- two -->%s%s",
        "%s<image><title>x & y</title><url>http://a/?a=1&b=2</url></image>%s%s",
        "%s<media:thumbnail url='x'/><foo:bar a:b='c'>x</foo:bar>%s%s",
        "%s<a:b:c>x</a:b:c><1x/><x 2='3' y/>%s%s",
        "%s<x xmlns:e=''/>%s%s",
        "%s<open>%s%s",
        "%s</close>%s%s",
        "%s%s</channel></rss>%s<p>tail</p>",
        "%s<pubDate>yesterday</pubDate>%s%s",
        "%s%s%s\n<!-- cached 0.1 s -->" + "                                                     ",
      })
  void readsWhatIsBrokenElsewhere(String form) throws FeedException {
    FeedItem item = one(form.formatted(HEAD, ITEM, END));
    assertThat(item.id()).isEqualTo("t1");
    assertThat(item.text()).isEqualTo("Trams run.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Trams & buses run.                                       | Trams & buses run.
          AT&T &copy=1 &amp; Q&A                                   | AT&T &copy=1 & Q&A
          Fares < 5 &euro;                                         | Fares < 5 €
          It&#8217;s &#146;here&#146;                              | It’s ’here’
          &#55357;&#56971; runs                                    | 🚋 runs
          Trams&#11;run&#0;&#x8;.                                  | Trams run.
          &bogus; runs                                             | &bogus; runs
          <![CDATA[<p>Trams &amp; buses</p>]]>                     | Trams & buses
          <![CDATA[Trams]]> <![CDATA[run.]]>                       | Trams run.
          &lt;p&gt;Trams &amp;amp; buses&lt;/p&gt;                 | Trams & buses
          <p>Trams <b>run</b>.</p>                                 | Trams run.
          """)
  void readsWhatIsBrokenInAText(String written, String text) throws FeedException {
    assertThat(item("<guid>1</guid><description>" + written + "</description>").text())
        .isEqualTo(text);
  }

  @Test
  void keepsTheLinesOfAPlainTextAndOfBlocks() throws FeedException {
    assertThat(
            item("<guid>1</guid><description>\n   One line.\n   More.\n\n\n\n   Two.\n</description>")
                .text())
        .isEqualTo("One line.\nMore.\n\nTwo.");
    assertThat(
            item("<guid>1</guid><description><![CDATA[<p>One</p><ul><li>Two</li></ul>]]></description>")
                .text())
        .isEqualTo("One\n\nTwo");
  }

  @Test
  void takesTheLongerOfSummaryAndContent() throws FeedException {
    assertThat(
            item("<guid>1</guid><description>Short.</description><content:encoded>"
                    + "<![CDATA[<p>The whole article.</p>]]></content:encoded>")
                .text())
        .isEqualTo("The whole article.");
  }

  @Test
  void readsNamesInAnyCaseAndItemsOutsideTheChannel() throws FeedException {
    assertThat(
            one("<RSS VERSION='2.0'><Channel></Channel>" + ITEM.replace("item", "ITEM") + "</RSS>")
                .id())
        .isEqualTo("t1");
    assertThat(
            one("<rss version='3.14' xmlns='http://old.example/rss'><channel>" + ITEM + END).id())
        .isEqualTo("t1");
  }

  @Test
  void readsAtomWithoutItsNamespace() throws FeedException {
    for (String namespace :
        List.of(
            "",
            "xmlns='http://www.w3.org/2005/Atom/'",
            "xmlns='http://purl.org/atom/ns#' version='0.3'")) {
      FeedItem item =
          one(
              "<feed "
                  + namespace
                  + " xml:lang='pt_BR'><title>f</title><entry><id>urn:t</id><title>T</title>"
                  + "<summary type='text'>Trams &amp;lt; buses</summary><link href='a b?x=ü'/>"
                  + "<modified>2026-03-01T10:00:00Z</modified><updated>Sun, 01 Mar 2026 10:00:00 GMT</updated>"
                  + "</entry></feed>");
      assertThat(item.id()).isEqualTo("urn:t");
      assertThat(item.text()).isEqualTo("Trams < buses");
      assertThat(item.url())
          .hasValueSatisfying(
              url -> assertThat(url).startsWith("https://tram.example/feeds/a%20b?x="));
      assertThat(item.language()).contains("pt-BR");
      assertThat(item.publishedAt()).contains(Instant.parse("2026-03-01T10:00:00Z"));
    }
  }

  @Test
  void readsXhtmlOfAtom() throws FeedException {
    FeedItem item =
        one(
            "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:h='http://www.w3.org/1999/xhtml'><entry>"
                + "<id>urn:t</id><title type='html'>A &amp;lt;i&amp;gt;tram&lt;br/&gt; opens</title>"
                + "<content type='xhtml'><h:div><h:p>One.</h:p><h:p>3 &lt; 4</h:p></h:div></content>"
                + "</entry></feed>");
    assertThat(item.title()).contains("A <i>tram opens");
    assertThat(item.text()).contains("One.").contains("3 < 4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://tram.example/1       | https://tram.example/1
          /1?a=1&amp;b=2               | https://tram.example/1?a=1&b=2
          1.html                       | https://tram.example/feeds/1.html
          //other.example/1            | https://other.example/1
          www.other.example/1          | http://www.other.example/1
          ?id=7                        | https://tram.example/feeds/?id=7
          urn:x                        | urn:x
          """)
  void makesLinksWhole(String link, String url) throws FeedException {
    assertThat(item("<link> " + link + "\n</link><description>x</description>").url())
        .contains(url);
  }

  @Test
  void heedsABase() throws FeedException {
    assertThat(
            one(HEAD.replace("<channel>", "<channel xml:base='https://base.example/a/'>")
                    + "<item><link>1</link><description>x</description></item>"
                    + END)
                .url())
        .contains("https://base.example/a/1");
  }

  /** Marks of before addresses were made whole go on to be known. */
  @Test
  void keepsTheKeyOfAnItemWithARelativeAddress() throws FeedException {
    FeedItem item = item("<link>/1</link><description>x</description>");
    assertThat(item.key()).isEqualTo("/1");
    assertThat(item.id()).isEqualTo("https://tram.example/1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UTF-8        | application/xml                        | <?xml version="1.0"?>
          UTF-8        | text/xml; charset=iso-8859-1           | <?xml version="1.0" encoding="iso-8859-1"?>
          UTF-8        | text/xml; charset=us-ascii             | <?xml version="1.0"?>
          UTF-8        | text/html                              | <?xml version="1.0" encoding="UTF-16"?>
          UTF-16LE     | application/xml                        | <?xml version="1.0" encoding="UTF-16"?>
          UTF-16BE     | application/xml; charset=utf-8         | <?xml version="1.0"?>
          windows-1252 | text/xml                               | <?xml version="1.0" encoding="UTF-8"?>
          windows-1252 | text/xml; charset=utf-8                | <?xml version="1.0" encoding="ISO-8859-1"?>
          windows-1252 | application/xml; charset=nonsense      | <?xml version="1.0" encoding="whatever"?>
          GB18030      | application/xml                        | <?xml version="1.0" encoding="gb2312"?>
          Shift_JIS    | application/xml; charset=shift_jis     | <?xml version="1.0" encoding="utf-8"?>
          EUC-KR       | application/xml                        | <?xml version="1.0" encoding="euc-kr"?>
          KOI8-R       | application/rss+xml; charset="koi8-r"  | <?xml version="1.0"?>
          ISO-2022-JP  | application/xml; charset=iso-2022-jp   | <?xml version="1.0" encoding="iso-2022-jp"?>
          """)
  void findsTheEncoding(String real, String header, String declaration) throws FeedException {
    String words =
        switch (real) {
          case "GB18030" -> "电车开了";
          case "Shift_JIS", "ISO-2022-JP" -> "電車が走る";
          case "EUC-KR" -> "전차가 달린다";
          case "KOI8-R" -> "Трамвай едет";
          default -> "Zürich – “Café”";
        };
    byte[] bytes =
        (declaration
                + HEAD
                + "<item><guid>1</guid><description>"
                + words
                + "</description></item>"
                + END)
            .getBytes(Charset.forName(real));
    assertThat(read(bytes, header).items().get(0).text()).isEqualTo(words);
  }

  @Test
  void readsUtf8WithABrokenCharacter() throws FeedException {
    byte[] bytes =
        (HEAD
                + "<item><guid>1</guid><description>"
                + "Zürich ".repeat(20)
                + "#</description></item>"
                + END)
            .getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '#' ? (byte) 0xC3 : bytes[i];
    }
    assertThat(read(bytes, "text/xml").items().get(0).text())
        .startsWith("Zürich")
        .endsWith("\uFFFD");
  }

  @Test
  void leavesOutTheItemThatWasCutOff() throws FeedException {
    FeedParser.Feed feed = read(HEAD + ITEM + "<item><guid>t2</guid><description>Buses wai");
    assertThat(feed.items()).extracting(FeedItem::id).containsExactly("t1");
    assertThat(feed.dropped().values()).containsExactly("cut off in the middle");
    assertThat(read(HEAD + ITEM + "</chan").items()).hasSize(1);
  }

  @Test
  void tellsItemsWithoutWords() throws FeedException {
    FeedParser.Feed feed =
        read(
            HEAD
                + "<item><guid>1</guid><description> <img src='x'/> </description></item>"
                + ITEM
                + END);
    assertThat(feed.items()).hasSize(1);
    assertThat(feed.dropped().values()).containsExactly("without any words, or without a name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.90", "0.91", "0.92", "0.93", "0.94", "1.0", "2.0", "2.0.1", "", "two"})
  void readsTheSameOfEveryVersion(String version) throws FeedException {
    FeedItem item =
        one(
            HEAD.replace("2.0", version)
                + ITEM.replace(
                    "<title>",
                    "<pubDate>Thu, 05 Mar 2026 08:09:10 GMT</pubDate><category>Rail</category><title>")
                + END);
    assertThat(item.id()).isEqualTo("t1");
    assertThat(item.publishedAt()).contains(Instant.parse("2026-03-05T08:09:10Z"));
    assertThat(item.categories()).containsExactly("Rail");
    assertThat(item.url()).isEmpty();
  }

  @Test
  void givesNoDateInsteadOfAWrongOne() throws FeedException {
    FeedParser.Feed feed =
        read(
            HEAD
                + ITEM.replace("<title>", "<pubDate>Sat, 31 Feb 2026 10:00 GMT</pubDate><title>")
                + END);
    assertThat(feed.items().get(0).publishedAt()).isEmpty();
    assertThat(feed.wrongDates()).isEqualTo(1);
    assertThat(
            item("<guid>1</guid><pubDate>1767225600000</pubDate><description>x</description>")
                .publishedAt())
        .contains(Instant.parse("2026-01-01T00:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                            | gave an empty answer
          '{"version": "https://jsonfeed.org"}'         | gave JSON; RSS and Atom are read
          Not found                                     | is no RSS or Atom feed
          <html><title>Log in</title>                   | gave an HTML page ('Log in'), no feed; look at the address in a browser
          <opml version="1.0"/>                         | is no RSS or Atom feed: its first element is 'opml'
          """)
  void saysWhatItIsInstead(String sent, String sentence) {
    assertThatThrownBy(() -> read(sent)).isInstanceOf(FeedException.class).hasMessage(sentence);
  }

  @Test
  void readsAnyDepth() throws FeedException {
    String deep = "<div>".repeat(20_000) + "Trams run." + "</div>".repeat(20_000);
    assertThat(
            one("<feed xmlns='http://www.w3.org/2005/Atom'><entry><id>urn:t</id>"
                    + "<content type='xhtml'>"
                    + deep
                    + "</content></entry></feed>")
                .text())
        .isEqualTo("Trams run.");
    assertThat(item("<guid>1</guid><description><![CDATA[" + deep + "]]></description>").text())
        .isEqualTo("Trams run.");
  }

  /** Each would take minutes if anything were done twice for each part of it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<![CDATA[",
        "<!--",
        "<!-- -->",
        "<pubDate/>",
        "<?xml ",
        "&",
        "&a;",
        "        ",
        "<a>",
        "</a>",
        "<",
        "\n "
      })
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void takesNoLongerThanItsLength(String part) throws FeedException {
    String many = part.repeat(100_000 / part.length());
    assertThat(read(HEAD + ITEM + many).items().size()).isLessThan(2);
    try {
      assertThat(read("<b>x</b>" + many + HEAD + ITEM + END + many).items()).hasSizeLessThan(2);
    } catch (FeedException noFeed) {
      assertThat(noFeed).hasMessageContaining("is no RSS or Atom feed");
    }
    assertThat(
            read(HEAD
                    + "<item><guid>1</guid><description><![CDATA[x"
                    + many
                    + "]]></description></item>"
                    + END)
                .items())
        .hasSizeLessThan(2);
  }

  @Test
  void doesNotGrowWithEntities() throws FeedException {
    String entities =
        "<!DOCTYPE rss [<!ENTITY a \"" + "x".repeat(1_000) + "\"><!ENTITY b \"&a;&a;\">]>";
    FeedItem item =
        one(
            entities
                + HEAD
                + "<item><guid>1</guid><description>&b; "
                + "&a;".repeat(10_000)
                + "</description></item>"
                + END);
    assertThat(item.text().length()).isLessThan(1_200_000);
    assertThat(item.text()).startsWith("&b; xxx");
  }
}
