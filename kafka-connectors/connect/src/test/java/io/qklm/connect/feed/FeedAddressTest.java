package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedAddressTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://tram_desk:8080/rss          | http://tram_desk:8080/rss
          HTTP://Tram.Example                | http://tram.example/
          https://straße.example/ä?q=ö#x     | https://xn--strae-oqa.example/%C3%A4?q=%C3%B6
          https://tram.example/a{b%20%zz     | https://tram.example/a%7Bb%20%25zz
          http://[::1]:81/x                  | http://[::1]:81/x
          http://tram.example?x=1            | http://tram.example/?x=1
          http://tram.example:/              | http://tram.example/
          https://a:b@tram.example/          | https://tram.example/
          """)
  void asksThere(String written, String address) {
    assertThat(FeedAddress.of(written).web()).hasToString(address);
  }

  @Test
  void keepsThePasswordToItself() {
    FeedAddress feed = FeedAddress.of("https://desk:p%40ss+word@tram.example/rss");
    assertThat(feed.name()).isEqualTo("https://tram.example/rss");
    // desk:p@ss+word
    assertThat(feed.authorization()).contains("Basic ZGVzazpwQHNzK3dvcmQ=");
    assertThat(feed.trusts(WebAddress.absolute("https://tram.example/other"))).isTrue();
    assertThat(feed.trusts(WebAddress.absolute("https://evil.example/rss"))).isFalse();
    assertThat(feed.trusts(WebAddress.absolute("http://tram.example/rss"))).isFalse();
    assertThat(feed.trusts(WebAddress.absolute("https://tram.example:444/rss"))).isFalse();
    assertThatThrownBy(() -> FeedAddress.of("ftp://desk:secret@tram.example/"))
        .hasMessageContaining("ftp://tram.example/")
        .hasMessageNotContaining("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://", "http:///x", "http://a b/", "http://a:port/", "feed://x/", "x"})
  void refuses(String written) {
    assertThatThrownBy(() -> FeedAddress.of(written)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "198.18.0.1",
        "192.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "fec0::1",
        "::ffff:127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "ff02::1",
      })
  void knowsWhatIsNotPublic(String address) throws Exception {
    assertThat(PublicHosts.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.2.1",
        "2001:db8::1",
        "64:ff9b::808:808"
      })
  void knowsWhatIsPublic(String address) throws Exception {
    assertThat(PublicHosts.isPublic(InetAddress.getByName(address))).isTrue();
  }
}
