package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.quantize.ProductQuantizer;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.HashEmbedder;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.kg.store.SnapshotFixtures;
import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.format.ByteWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecomputedCodesTest {

  private static final ProductQuantizer QUANTIZER = new ProductQuantizer(2, 2, new float[512]);

  @Test
  void fileHasThisLayout() {
    Map<String, byte[]> codes = new LinkedHashMap<>();
    codes.put("b", new byte[] {3, 4});
    codes.put("a", new byte[] {1, 2});
    byte[] file = PrecomputedCodes.of("dig", QUANTIZER, codes).toBytes();
    byte[] codebooks = QUANTIZER.toBytes();
    // SHA-256 of "a" begins with ca978112ca1bbdca, that of "b" with 3e23e8160039594a.
    ByteWriter expected =
        new ByteWriter()
            .raw(new byte[] {'Q', 'K', 'V', '1', 0, 3, 'd', 'i', 'g'})
            .u32(codebooks.length)
            .raw(codebooks)
            .u32(2)
            .u64(0x3e23e8160039594aL)
            .u64(0xca978112ca1bbdcaL)
            .raw(new byte[] {3, 4, 1, 2});
    expected.raw(Sha256.of(expected.toBytes()));
    assertThat(file).isEqualTo(expected.toBytes());
  }

  @Property(tries = 50)
  void everyCodeComesBack(@ForAll @Size(max = 200) List<String> texts) throws IOException {
    Map<String, byte[]> codes = new LinkedHashMap<>();
    for (String text : texts) {
      codes.put(text, new byte[] {(byte) text.hashCode(), (byte) codes.size()});
    }
    PrecomputedCodes read =
        PrecomputedCodes.read(
            new ByteArrayInputStream(PrecomputedCodes.of("d", QUANTIZER, codes).toBytes()));
    assertThat(read.embedderDigest()).isEqualTo("d");
    assertThat(read.quantizer().digest()).isEqualTo(QUANTIZER.digest());
    // Strings with half a surrogate pair all become the same bytes, and so may share a code.
    codes.forEach((text, code) -> assertThat(read.code(text)).isPresent());
    assertThat(read.code("what nobody asked to be embedded")).isEmpty();
  }

  @Test
  void refusesWhatIsNotWhole() {
    byte[] file = PrecomputedCodes.of("d", QUANTIZER, Map.of("a", new byte[2])).toBytes();
    assertThatThrownBy(() -> read(new byte[] {1, 2}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("they do not begin with QKV1");
    for (int length : new int[] {40, file.length - 1}) {
      assertThatThrownBy(() -> read(Arrays.copyOf(file, length)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cut or damaged, fetch it again");
    }
    byte[] flipped = file.clone();
    flipped[20] ^= 4;
    assertThatThrownBy(() -> read(flipped)).isInstanceOf(IOException.class);
  }

  private static PrecomputedCodes read(byte[] bytes) throws IOException {
    return PrecomputedCodes.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void aLaterBuildEmbedsOnlyWhatItDoesNotKnow(@TempDir Path folder) throws IOException {
    Path knowledge = SnapshotFixtures.knowledge(folder.resolve("k"));
    Path file = folder.resolve("codes.qkv");
    SnapshotFixtures.build(
        SnapshotFixtures.options(folder.resolve("first")).withCodesFile(file),
        new JsonlSource(knowledge));
    Files.writeString(
        folder.resolve("more-entities.jsonl"), "{\"id\":\"Q2\",\"label\":\"Earth\"}\n");

    PrecomputedCodes codes;
    try (InputStream in = Files.newInputStream(file)) {
      codes = PrecomputedCodes.read(in);
    }
    assertThat(codes.size()).isEqualTo(6);
    HashEmbedder embedder = new HashEmbedder(SnapshotFixtures.DIMENSION);
    BuildReport report =
        new KnowledgeBuild(
                SnapshotFixtures.options(folder.resolve("second")),
                embedder,
                Optional.of(codes),
                BuildProgress.SILENT)
            .run(
                List.of(
                    new JsonlSource(folder.resolve("more-entities.jsonl")),
                    new JsonlSource(knowledge)));
    assertThat(report.precomputed()).isEqualTo(6);
    assertThat(report.embedded()).isEqualTo(1);
    assertThat(embedder.batches).containsExactly(1);
    try (KnowledgeSnapshot first = KnowledgeSnapshot.open(folder.resolve("first"));
        KnowledgeSnapshot second = KnowledgeSnapshot.open(folder.resolve("second"))) {
      assertThat(second.quantizer().digest()).isEqualTo(first.quantizer().digest());
      float[][] before = new float[1][SnapshotFixtures.DIMENSION];
      float[][] after = new float[1][SnapshotFixtures.DIMENSION];
      for (int i = 0; i < first.size(); i++) {
        first.vectors(new int[] {i}, before);
        int ordinal = second.ordinal(first.entity(i).id()).orElseThrow();
        second.vectors(new int[] {ordinal}, after);
        assertThat(after[0]).isEqualTo(before[0]);
      }
    }
  }

  @Test
  void codesOfAnotherModelAreNotUsed(@TempDir Path folder) throws IOException {
    List<String> notes = new ArrayList<>();
    BuildProgress progress =
        new BuildProgress() {
          @Override
          public void phase(String name, long total) {}

          @Override
          public void advance(long units) {}

          @Override
          public void note(String line) {
            notes.add(line);
          }
        };
    HashEmbedder embedder = new HashEmbedder(SnapshotFixtures.DIMENSION);
    BuildReport report =
        new KnowledgeBuild(
                SnapshotFixtures.options(folder.resolve("s")),
                embedder,
                Optional.of(PrecomputedCodes.of("another", QUANTIZER, Map.of())),
                progress)
            .run(List.of(new JsonlSource(SnapshotFixtures.knowledge(folder.resolve("k")))));
    assertThat(report.embedded()).isEqualTo(6);
    assertThat(notes).contains("the precomputed codes are of another model and are not used");
  }
}
