package io.qklm.benchmarks.epochs;

import io.qklm.benchmarks.scale.GeneratedStore;
import io.qklm.kg.EntityEmbedder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The generated store that a job begins with. Picocli fills the fields. */
final class StoreArguments {

  @Option(
      names = "--entities",
      defaultValue = "100000",
      description = "Size of the generated store. Default: ${DEFAULT-VALUE}.")
  private int entities;

  @Option(
      names = "--stores",
      required = true,
      description = "Where generated stores are kept from run to run.")
  private Path stores = Path.of("");

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  int entities() {
    return entities;
  }

  long seed() {
    return seed;
  }

  /** Its snapshot, built where it is not there yet. */
  Path snapshot(EntityEmbedder embedder) throws IOException {
    return GeneratedStore.of(stores, entities, seed, embedder);
  }
}
