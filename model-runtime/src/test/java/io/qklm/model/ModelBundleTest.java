package io.qklm.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelBundleTest {

  @TempDir private Path folder;

  @BeforeEach
  void writeABundle() throws IOException {
    byte[] graph = "graph".getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("encoder.onnx"), graph);
    writeManifest(1, "encoder.onnx", graph.length, Sha256.hexOf(graph));
  }

  @Test
  void theModelsThatComeWithTheCodeAreWholeAndReadTheSameVectors() throws IOException {
    ModelBundle trained = ModelBundle.bundled();
    assertThat(trained.manifest().trained()).isPresent();
    assertThat(trained.digest()).matches("[0-9a-f]{64}");
    ModelBundle published = ModelBundle.zeroShot();
    assertThat(published.name()).isEqualTo("qklm-zero-shot-minilm-l6");
    assertThat(trained.embeddingDigest()).isEqualTo(published.embeddingDigest());
  }

  @Test
  void isNamedByAWordOrAFolderOrNothing() throws IOException {
    assertThat(ModelBundle.named("").digest()).isEqualTo(ModelBundle.bundled().digest());
    assertThat(ModelBundle.named("zero-shot").digest()).isEqualTo(ModelBundle.zeroShot().digest());
    assertThat(ModelBundle.named(folder.toString()).name()).isEqualTo("test");
    assertThatThrownBy(() -> ModelBundle.named("zeroshot"))
        .hasMessageContaining("there is no model bundle at zeroshot")
        .hasMessageContaining("or one of the words zero-shot and large");
  }

  @Test
  void opensAFolderThatAgreesWithItsManifest() throws IOException {
    assertThat(ModelBundle.open(folder).bytes("encoder")).asString().isEqualTo("graph");
  }

  @Test
  void refusesAnAlteredFile() throws IOException {
    Files.writeString(folder.resolve("encoder.onnx"), "grapX");
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("encoder.onnx")
        .hasMessageContaining("was altered");
  }

  @Test
  void refusesALongerAndAShorterFile() throws IOException {
    Files.writeString(folder.resolve("encoder.onnx"), "graph and more");
    assertThatThrownBy(() -> ModelBundle.open(folder)).hasMessageContaining("more than 5 bytes");
    Files.writeString(folder.resolve("encoder.onnx"), "g");
    assertThatThrownBy(() -> ModelBundle.open(folder)).hasMessageContaining("has 1 bytes");
  }

  @Test
  void namesAMissingFile() throws IOException {
    Files.delete(folder.resolve("encoder.onnx"));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("has no file encoder.onnx");
  }

  @Test
  void refusesANewerFormatAndAPathThatLeavesTheFolder() throws IOException {
    writeManifest(7, "encoder.onnx", 5, "0".repeat(64));
    assertThatThrownBy(() -> ModelBundle.open(folder)).hasMessageContaining("format version 7");
    writeManifest(1, "../encoder.onnx", 5, "0".repeat(64));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("not a plain file name");
  }

  @Test
  void refusesAnUnknownKindAndATrainedOneThatSaysNothingOfItsNetwork() throws IOException {
    writeManifest("\"kind\": \"oracle\",", 2, "encoder.onnx", 5, "0".repeat(64));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("unknown kind 'oracle', expected one of [zero-shot, qklm, names]");
    writeManifest("\"kind\": \"qklm\",", 2, "encoder.onnx", 5, "0".repeat(64));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("needs what 'network' says of it");
    writeManifest("\"kind\": \"names\",", 6, "encoder.onnx", 5, "0".repeat(64));
    assertThatThrownBy(() -> ModelBundle.open(folder))
        .hasMessageContaining("needs what 'base' and 'changes' say of it");
  }

  @Test
  void saysWhereNothingIs() {
    assertThatThrownBy(() -> ModelBundle.open(folder.resolve("nowhere")))
        .hasMessageContaining("there is no model bundle at");
  }

  private void writeManifest(int version, String path, int size, String sha256) throws IOException {
    writeManifest("", version, path, size, sha256);
  }

  private void writeManifest(String kind, int version, String path, int size, String sha256)
      throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {%s "formatVersion": %d, "name": "test", "description": "", "licence": "Apache-2.0",
         "hidden": 4, "windowTokens": 16,
         "files": [{"role": "encoder", "path": "%s", "size": %d, "sha256": "%s"}]}
        """
            .formatted(kind, version, path, size, sha256));
  }
}
