package io.qklm.kg.store;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.source.KnowledgeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a snapshot out of sources. Skeleton: the work follows. */
public final class KnowledgeBuild {

  /**
   * How to build.
   *
   * @param output the snapshot's folder; must not exist, or be empty
   * @param epoch number of the epoch, at least 0
   * @param parent digest of the epoch this one follows, if any
   * @param vectorBytes bytes of a code, 1 to the embedder's dimension
   * @param seed seed of the sample and of the codebooks' training
   * @param trainingSample most entities the codebooks are trained on, at least 1
   * @param problemLimit most problems tolerated before the build fails, at least 0
   * @param lastNames whether the last name of a person is filed as one of its surface forms
   * @param codesFile where to write the codes of this build for later ones, if anywhere
   */
  public record Options(
      Path output,
      long epoch,
      Optional<String> parent,
      int vectorBytes,
      long seed,
      int trainingSample,
      int problemLimit,
      boolean lastNames,
      Optional<Path> codesFile) {

    /** 32 bytes a vector, 65,536 vectors to train on, 1,000 problems, last names, no codes file. */
    public static Options into(Path output, long epoch) {
      return new Options(
          output, epoch, Optional.empty(), 32, 17, 65_536, 1_000, true, Optional.empty());
    }

    public Options withParent(String digest) {
      return new Options(
          output,
          epoch,
          Optional.of(digest),
          vectorBytes,
          seed,
          trainingSample,
          problemLimit,
          lastNames,
          codesFile);
    }

    public Options withVectorBytes(int bytes) {
      return new Options(
          output, epoch, parent, bytes, seed, trainingSample, problemLimit, lastNames, codesFile);
    }

    public Options withSeed(long value) {
      return new Options(
          output,
          epoch,
          parent,
          vectorBytes,
          value,
          trainingSample,
          problemLimit,
          lastNames,
          codesFile);
    }

    public Options withTrainingSample(int entities) {
      return new Options(
          output, epoch, parent, vectorBytes, seed, entities, problemLimit, lastNames, codesFile);
    }

    public Options withProblemLimit(int problems) {
      return new Options(
          output, epoch, parent, vectorBytes, seed, trainingSample, problems, lastNames, codesFile);
    }

    public Options withLastNames(boolean wanted) {
      return new Options(
          output,
          epoch,
          parent,
          vectorBytes,
          seed,
          trainingSample,
          problemLimit,
          wanted,
          codesFile);
    }

    public Options withCodesFile(Path file) {
      return new Options(
          output,
          epoch,
          parent,
          vectorBytes,
          seed,
          trainingSample,
          problemLimit,
          lastNames,
          Optional.of(file));
    }
  }

  /**
   * Prepares a build; nothing is touched yet.
   *
   * @param codes codes known before; used if their embedder has the digest of this one and their
   *     codes have {@code vectorBytes} bytes
   */
  public KnowledgeBuild(
      Options options,
      EntityEmbedder embedder,
      Optional<PrecomputedCodes> codes,
      BuildProgress progress) {}

  /** Reads all sources and writes the snapshot. */
  public BuildReport run(List<KnowledgeSource> sources) throws IOException {
    throw new IOException("not yet: " + sources);
  }
}
