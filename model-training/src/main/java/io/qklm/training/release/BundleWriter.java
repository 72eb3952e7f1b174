package io.qklm.training.release;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.qklm.kg.store.files.Sha256;
import io.qklm.model.BundleManifest;
import io.qklm.model.ModelBundle;
import io.qklm.training.base.PublishedEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a bundle's folder, the manifest last; it is opened again before it is called whole. */
public final class BundleWriter {

  private final Path folder;
  private final List<BundleManifest.File> files = new ArrayList<>();

  /**
   * A writer into {@code folder}, which is made.
   *
   * @throws IOException if it exists and is not empty, or cannot be made
   */
  public BundleWriter(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
        if (inside.iterator().hasNext()) {
          throw new IOException(
              folder + " is not empty; a bundle is written into a new folder, so name another");
        }
      }
    }
    this.folder = Files.createDirectories(folder);
  }

  /** Adds a file of the bundle's own. */
  public BundleWriter add(String role, String name, byte[] content) throws IOException {
    Files.write(folder.resolve(name), content);
    files.add(new BundleManifest.File(role, name, content.length, Sha256.hexOf(content), false));
    return this;
  }

  /** Adds a file that is published in a jar on the engine's class path. */
  public BundleWriter addPublished(String role, String name, byte[] content) {
    files.add(new BundleManifest.File(role, name, content.length, Sha256.hexOf(content), true));
    return this;
  }

  /** Adds tokenizer and words of an encoder that the engine has on its class path. */
  public BundleWriter add(PublishedEncoder published) throws IOException {
    return addPublished("tokenizer", published.tokenizer(), published.tokenizerFile())
        .addPublished("words", published.encoder(), published.words().file());
  }

  /**
   * Writes the manifest and opens the bundle.
   *
   * @param about what the manifest says; its files are replaced by those that were added
   */
  public ModelBundle finish(BundleManifest about) throws IOException {
    BundleManifest manifest = about.with(files);
    byte[] json =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(manifest)
            .concat("\n")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve("manifest.json"), json);
    return ModelBundle.open(folder);
  }
}
