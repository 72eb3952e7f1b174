package io.qklm.kg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.ManifestJson;
import io.qklm.kg.store.format.SnapshotException;
import io.qklm.kg.store.format.SnapshotFiles;
import io.qklm.kg.store.format.SnapshotManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is not whole is refused, with a sentence that names the file and says what to do. */
class SnapshotFaultsTest {

  @TempDir static Path folder;
  private static Path original;

  @TempDir Path copy;

  @BeforeAll
  static void build() throws IOException {
    original = SnapshotFixtures.snapshot(folder);
  }

  private Path copy() throws IOException {
    Path target = copy.resolve("snapshot-" + System.nanoTime());
    try (Stream<Path> all = Files.walk(original)) {
      for (Path path : all.toList()) {
        Files.copy(path, target.resolve(original.relativize(path).toString()));
      }
    }
    return target;
  }

  private static List<Path> files(Path snapshot) throws IOException {
    try (Stream<Path> all = Files.walk(snapshot)) {
      return all.filter(Files::isRegularFile).map(snapshot::relativize).sorted().toList();
    }
  }

  private static void refused(Path snapshot, String... parts) {
    assertThatThrownBy(() -> KnowledgeSnapshot.open(snapshot).close())
        .isInstanceOf(SnapshotException.class)
        .hasMessageContainingAll(parts);
  }

  private static void editManifest(Path snapshot, String from, String to) throws IOException {
    Path manifest = snapshot.resolve("manifest.json");
    String text = Files.readString(manifest);
    assertThat(text).contains(from);
    Files.writeString(manifest, text.replace(from, to));
  }

  @Test
  void opensAnUntouchedCopy() throws IOException {
    Path snapshot = copy();
    assertThatCode(() -> KnowledgeSnapshot.open(snapshot).close()).doesNotThrowAnyException();
  }

  @Test
  void refusesAFlippedBitInAnyFile() throws IOException {
    Random random = new Random(7);
    Path snapshot = copy();
    for (Path file : files(snapshot)) {
      byte[] whole = Files.readAllBytes(snapshot.resolve(file));
      for (int i = 0; i < 5; i++) {
        byte[] altered = whole.clone();
        altered[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        Files.write(snapshot.resolve(file), altered);
        if (file.toString().equals("manifest.json")) {
          // Nothing outside vouches for the manifest: a harmless flip gives another digest.
          try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(snapshot)) {
            assertThat(opened.digest()).isNotEqualTo(Sha256.hexOf(whole));
          } catch (SnapshotException e) {
            assertThat(e).hasMessageMatching("(?s).*(qklm kg build|newer build).*");
          }
        } else {
          refused(snapshot, file.toString(), "SHA-256", "'qklm kg build' or fetch it again");
        }
      }
      Files.write(snapshot.resolve(file), whole);
    }
  }

  @Test
  void refusesAMissingFile() throws IOException {
    for (Path file : files(original)) {
      Path snapshot = copy();
      Files.delete(snapshot.resolve(file));
      refused(snapshot, file.getFileName().toString(), "missing", "fetch it again");
    }
    refused(copy.resolve("nowhere"), "manifest.json", "there is no snapshot in");
  }

  @Test
  void refusesACutFile() throws IOException {
    for (Path file : files(original)) {
      Path snapshot = copy();
      byte[] whole = Files.readAllBytes(snapshot.resolve(file));
      Files.write(snapshot.resolve(file), Arrays.copyOf(whole, whole.length - 9));
      refused(snapshot, file.getFileName().toString(), "fetch it again");
    }
  }

  @Test
  void refusesPathsThatLeaveTheFolder() throws IOException {
    Files.write(copy.resolve("quantizer.pq"), Files.readAllBytes(original.resolve("quantizer.pq")));
    for (String path :
        List.of(
            "../quantizer.pq",
            "db/../../quantizer.pq",
            copy.resolve("quantizer.pq").toString(),
            "db//CURRENT",
            "./db/CURRENT",
            "..\\\\quantizer.pq",
            "nul\\u0000byte",
            "")) {
      Path snapshot = copy();
      editManifest(
          snapshot,
          "\"files\": [",
          "\"files\": [{\"path\": \"" + path + "\", \"size\": 1, \"sha256\": \"00\"},");
      refused(snapshot, "which is no path inside that folder");
    }
  }

  @Test
  void refusesALinkOutOfTheFolder() throws IOException {
    Path snapshot = copy();
    Path outside = Files.move(snapshot.resolve("quantizer.pq"), copy.resolve("elsewhere.pq"));
    Files.createSymbolicLink(snapshot.resolve("quantizer.pq"), outside);
    refused(snapshot, "quantizer.pq", "no path inside that folder");
  }

  @Test
  void refusesAStrayWriteAheadLog() throws IOException {
    Path snapshot = copy();
    Files.write(snapshot.resolve("db/000042.log"), new byte[] {1});
    refused(snapshot, "000042.log", "does not belong to the snapshot");
  }

  @Test
  void refusesANewerFormat() throws IOException {
    Path snapshot = copy();
    editManifest(snapshot, "\"formatVersion\": 2", "\"formatVersion\": 3");
    refused(snapshot, "manifest.json", "format version 3", "use a newer build of QKLM");
  }

  @Test
  void refusesAManifestThatListsTooLittle() throws IOException {
    for (String file : SnapshotFiles.REQUIRED) {
      Path snapshot = copy();
      editManifest(snapshot, "\"" + file + "\"", "\"manifest.json\"");
      refused(snapshot, "does not list " + file);
    }
    Path snapshot = copy();
    editManifest(snapshot, "\"contentDigest\"", "\"content\"");
    refused(snapshot, "manifest.json", "needs a string in 'contentDigest'");
    Files.writeString(snapshot.resolve("manifest.json"), "{\"a\": 1}");
    refused(snapshot, "manifest.json", "is not the manifest of a QKLM snapshot");
    Files.writeString(snapshot.resolve("manifest.json"), "{");
    refused(snapshot, "manifest.json", "is no JSON");
  }

  @Test
  void manifestComesBackFromItsBytes() throws IOException {
    byte[] json = Files.readAllBytes(original.resolve("manifest.json"));
    SnapshotManifest manifest = ManifestJson.read(json, Path.of("manifest.json"));
    assertThat(new String(ManifestJson.write(manifest), StandardCharsets.UTF_8))
        .isEqualTo(new String(json, StandardCharsets.UTF_8))
        .startsWith("{\n  \"format\": \"qklm-snapshot\",\n  \"formatVersion\": 2,\n");
  }

  @Test
  void readingLeavesTheFolderAsItIs() throws IOException {
    Path snapshot = copy();
    Map<Path, Long> before = state(snapshot);
    Files.setPosixFilePermissions(
        snapshot.resolve("db"), PosixFilePermissions.fromString("r-xr-xr-x"));
    try (KnowledgeSnapshot opened = KnowledgeSnapshot.open(snapshot)) {
      assertThat(opened.text(0, "en").label()).isEqualTo("univers");
    } finally {
      Files.setPosixFilePermissions(
          snapshot.resolve("db"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    assertThat(state(snapshot)).isEqualTo(before);
  }

  private static Map<Path, Long> state(Path snapshot) throws IOException {
    Map<Path, Long> state = new TreeMap<>();
    List<Path> all = new ArrayList<>(files(snapshot));
    all.add(Path.of("db"));
    for (Path file : all) {
      state.put(file, Files.getLastModifiedTime(snapshot.resolve(file)).toMillis());
    }
    return state;
  }
}
