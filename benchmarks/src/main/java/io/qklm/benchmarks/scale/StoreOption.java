package io.qklm.benchmarks.scale;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which generated store, and where its figures go. */
final class StoreOption {

  @Option(names = "--entities", required = true, description = "Size of the graph.")
  int entities;

  @Option(
      names = "--folder",
      required = true,
      description = "Where stores are kept, one folder a size.")
  Path folder = Path.of("");

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  long seed;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results",
      description = "Folder for the JSON files; default: ${DEFAULT-VALUE}.")
  Path results = Path.of("");

  /** The store of this size. */
  Path store() {
    return folder.resolve(Integer.toString(entities));
  }

  /** The snapshot as it was built. */
  Path snapshot() {
    return store().resolve("built");
  }

  Figures figures(PrintWriter out, String part) throws IOException {
    return Figures.of(out, results, entities, seed, part);
  }
}
