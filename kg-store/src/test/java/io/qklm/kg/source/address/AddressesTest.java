package io.qklm.kg.source.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.ResumableInput;
import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that cuts, stalls, redirects and lies costs nothing but time, or is told. */
@Timeout(120)
class AddressesTest {

  private static final Addresses.Patience HASTY =
      new Addresses.Patience(Duration.ofMillis(400), Duration.ofMillis(1), 4);

  @TempDir Path folder;

  private static byte[] bytes() {
    byte[] bytes = new byte[300_000];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private static HttpFile file(MoodyServer server) {
    return new HttpFile(URI.create(server.address("/dumps/a.bz2")), Optional.empty(), HASTY);
  }

  private static byte[] read(SourceFile file) throws IOException {
    try (InputStream in = file.open(0)) {
      return in.readAllBytes();
    }
  }

  @Test
  void goesOnWhereItWasCut() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server =
        new MoodyServer(
            file,
            MoodyServer.cutsAfter(100),
            MoodyServer.cutsAfter(0),
            MoodyServer.says("503 Busy", "Retry-After: 0", "Content-Length: 0"),
            MoodyServer.cutsAfter(70_000))) {
      HttpFile read = file(server);
      assertThat(read(read)).isEqualTo(file);
      assertThat(server.requests).hasSize(5);
      assertThat(server.requests.get(0))
          .contains("User-Agent: QKLM-Streams/", "Accept-Encoding: identity")
          .doesNotContain("Range");
      assertThat(server.requests.get(1)).contains("Range: bytes=100-", "If-Range: \"one\"");
      assertThat(server.requests.get(4)).contains("Range: bytes=70100-");
      assertThat(server.mostOpen).isEqualTo(1);
      assertThat(read.progress().orElseThrow()).contains("of 0 MB", "connected again 4 times");
    }
  }

  @Test
  void takesSilenceForACut() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server = new MoodyServer(file, MoodyServer.stallsAfter(1_000))) {
      assertThat(read(file(server))).isEqualTo(file);
      assertThat(server.requests.get(1)).contains("Range: bytes=1000-");
    }
  }

  @Test
  void beginsInTheMiddle() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server = new MoodyServer(file);
        InputStream in = file(server).open(299_990)) {
      assertThat(in.readAllBytes()).isEqualTo(java.util.Arrays.copyOfRange(file, 299_990, 300_000));
    }
    try (MoodyServer server = new MoodyServer(file, MoodyServer.knowsNoParts());
        InputStream in = file(server).open(299_990)) {
      assertThat(in.readAllBytes()).hasSize(10);
    }
  }

  @Test
  void followsWhereItIsSent() throws IOException {
    byte[] file = bytes();
    try (MoodyServer other = new MoodyServer(file);
        MoodyServer server =
            new MoodyServer(
                file,
                MoodyServer.says("302 Found", "Location: /elsewhere", "Content-Length: 0"),
                MoodyServer.says(
                    "301 Moved", "Location: " + other.address("/there"), "Content-Length: 0"))) {
      assertThat(read(file(server))).isEqualTo(file);
      assertThat(other.requests.get(0)).startsWith("GET /there");
    }
    MoodyServer.Mood round = MoodyServer.says("302 Found", "Location: /x", "Content-Length: 0");
    try (MoodyServer server = new MoodyServer(file, round, round, round, round, round, round)) {
      assertThatThrownBy(() -> read(file(server)))
          .isInstanceOf(SourceFailure.class)
          .hasMessageContaining("sends from one address to the next, more than 5 times");
    }
    try (MoodyServer server =
        new MoodyServer(
            file, MoodyServer.says("302 Found", "Location: file:///etc", "Content-Length: 0"))) {
      assertThatThrownBy(() -> read(file(server)))
          .hasMessageContaining("sends to 'file:///etc', which is no address that can be followed");
    }
  }

  @Test
  void tellsLiesAboutLengthsAndPartsApart() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server = new MoodyServer(file, MoodyServer.promises(50))) {
      // What was promised and is not there: the server itself says where the file ends.
      assertThat(read(file(server))).isEqualTo(file);
    }
    try (MoodyServer server =
        new MoodyServer(file, MoodyServer.cutsAfter(500), MoodyServer.answersWithAnotherPart())) {
      assertThatThrownBy(() -> read(file(server)))
          .isInstanceOf(SourceFailure.class)
          .hasMessageContaining("answers with 'bytes 507-511/300000' where bytes from 500 on");
    }
    try (MoodyServer server =
        new MoodyServer(file, MoodyServer.cutsAfter(500), MoodyServer.changed())) {
      assertThatThrownBy(() -> read(file(server)))
          .hasMessageContaining("changed while it was read (its tag was \"one\" and is \"two\")");
    }
    try (MoodyServer server =
        new MoodyServer(
            file,
            MoodyServer.cutsAfter(500),
            MoodyServer.says("416 No", "Content-Range: bytes */20"))) {
      assertThatThrownBy(() -> read(file(server))).hasMessageContaining("is shorter than it was");
    }
  }

  @Test
  void givesUpWithASentence() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server =
        new MoodyServer(file, MoodyServer.says("404 None", "Content-Length: 0"))) {
      assertThatThrownBy(() -> read(file(server)))
          .hasMessage(
              server.address("/dumps/a.bz2")
                  + " cannot be read: the server answers 404, there is no such file; look its"
                  + " address up again");
    }
    MoodyServer.Mood nothing = MoodyServer.cutsAfter(0);
    try (MoodyServer server =
        new MoodyServer(file, MoodyServer.cutsAfter(9), nothing, nothing, nothing, nothing)) {
      assertThatThrownBy(() -> read(file(server)))
          .isInstanceOf(SourceFailure.class)
          .hasMessageContaining("cannot be read on at byte 9 (")
          .hasMessageEndingWith("after 4 tries; go on later with --resume");
    }
  }

  @Test
  void holdsBytesAgainstPublishedDigests() throws Exception {
    byte[] bytes = bytes();
    Path file = Files.write(folder.resolve("a.bz2"), bytes);
    String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    assertThat(read(Addresses.open(file.toString(), options("sha1", sha1)))).isEqualTo(bytes);
    assertThat(read(Addresses.open("file:" + file, options("sha1", sha1)))).isEqualTo(bytes);
    String wrong = "0".repeat(40);
    assertThatThrownBy(() -> read(Addresses.open(file.toString(), options("sha1", wrong))))
        .isInstanceOf(SourceFailure.class)
        .hasMessage(
            file
                + " has the SHA-1 "
                + sha1
                + ", and "
                + wrong
                + " was published, so its bytes are not those that were meant; fetch it again or"
                + " correct the digest");
    Path sums =
        Files.writeString(
            folder.resolve("sums.txt"), wrong + "  b.bz2\n" + sha1 + " *x/a.bz2\nnothing\n");
    assertThat(read(Addresses.open(file.toString(), options("sums", sums.toString()))))
        .isEqualTo(bytes);
    Path other = Files.write(folder.resolve("c.bz2"), bytes);
    assertThatThrownBy(
            () -> read(Addresses.open(other.toString(), options("sums", sums.toString()))))
        .hasMessage(sums + " has no digest of 'c.bz2'; name the file of digests that lists it");
    assertThatThrownBy(() -> options("md5", sha1))
        .hasMessage("the option 'md5' is '" + sha1 + "'; 32 hexadecimal digits are allowed");
  }

  @Test
  void readsGzipToTheEndOfTheFile() throws Exception {
    ByteArrayOutputStream members = new ByteArrayOutputStream();
    for (String line : List.of("one", "two")) {
      try (GZIPOutputStream out = new GZIPOutputStream(members)) {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] bytes = members.toByteArray();
    try (MoodyServer server = new MoodyServer(bytes, MoodyServer.cutsAfter(bytes.length / 2))) {
      assertThat(unpacked(file(server))).isEqualTo("one\ntwo\n");
    }
    String sha1 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    Path file = Files.write(folder.resolve("a.gz"), bytes);
    assertThat(unpacked(Addresses.open(file.toString(), options("sha1", sha1))))
        .isEqualTo("one\ntwo\n");
    assertThatThrownBy(
            () -> unpacked(Addresses.open(file.toString(), options("sha1", "0".repeat(40)))))
        .isInstanceOf(SourceFailure.class)
        .hasMessageContaining("has the SHA-1 " + sha1);
  }

  private static String unpacked(SourceFile file) throws IOException {
    try (InputStream in = ResumableInput.open(file, SourcePosition.START)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void goesThroughAProxyAndToAMirror() throws IOException {
    byte[] file = bytes();
    try (MoodyServer server = new MoodyServer(file)) {
      SourceFile mirrored =
          Addresses.open(
              "https://example.invalid/a/b.bz2", options("mirror", server.address("/copy/")));
      assertThat(read(mirrored)).isEqualTo(file);
      assertThat(server.requests.get(0)).startsWith("GET /copy/a/b.bz2 ");
      SourceFile proxied =
          Addresses.open("http://example.invalid/b.bz2", options("proxy", server.address("")));
      assertThat(read(proxied)).isEqualTo(file);
      assertThat(server.requests.get(1)).startsWith("GET http://example.invalid/b.bz2 ");
      assertThat(proxied.name()).isEqualTo("http://example.invalid/b.bz2");
    }
  }

  @Test
  void saysWhichAddressesAreRead() {
    assertThat(Addresses.isAddress("s3://bucket/key")).isTrue();
    assertThat(Addresses.isAddress("C:\\dumps")).isFalse();
    assertThat(Addresses.isAddress("dumps/a.bz2")).isFalse();
    assertThatThrownBy(() -> Addresses.open("ftp://host/a", AddressOptions.NONE))
        .hasMessage(
            "'ftp://host/a' is an address of a kind that is not read; https://, http://, s3:// and"
                + " file: are");
    assertThatThrownBy(() -> Addresses.open("s3://bucket", AddressOptions.NONE))
        .hasMessage("'s3://bucket' names no object; s3://bucket/key does");
    assertThatThrownBy(() -> options("proxy", "host"))
        .hasMessage("the option 'proxy' is 'host'; an address such as http://host:8080 is allowed");
    assertThat(
            new HttpFile(URI.create("https://me:secret@host/a?key=1"), Optional.empty(), HASTY)
                .name())
        .isEqualTo("https://host/a");
    assertThat(AddressOptions.with(Set.of("links"))).contains("links", "sums");
  }

  private static AddressOptions options(String key, String value) {
    return AddressOptions.of(new SourceOptions(Map.of(key, value)));
  }
}
