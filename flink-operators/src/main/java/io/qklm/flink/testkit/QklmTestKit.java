package io.qklm.flink.testkit;

import io.qklm.document.Document;
import io.qklm.document.Outcome;
import io.qklm.flink.QklmSettings;
import io.qklm.flink.engine.EngineLease;
import io.qklm.flink.engine.SharedEngines;
import io.qklm.flink.engine.WorkerPlace;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.interchange.JsonlSource;
import io.qklm.kg.store.BuildProgress;
import io.qklm.kg.store.build.KnowledgeBuild;
import io.qklm.kg.store.files.FileTrees;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;

/**
 * A knowledge in a temporary folder, and the means to run jobs over it:
 *
 * <pre>{@code
 * try (QklmTestKit kit = QklmTestKit.start()) {
 *   StreamExecutionEnvironment environment = kit.environment();
 *   MyJob.define(environment, kit.settings());
 *   ...
 * }
 * }</pre>
 *
 * <p>Starting builds the knowledge, so share one among the tests of a class. Not thread safe.
 */
@PublicEvolving
public final class QklmTestKit implements AutoCloseable {

  /** Subtasks of an environment unless a test says otherwise: more than one, to be honest. */
  public static final int PARALLELISM = 2;

  private static final long EPOCH = 7;

  /**
   * Berlin (Q64), Germany (Q183), Angela Merkel (Q567) and Apple (Q312), and that Berlin is
   * Germany's capital.
   */
  private static final List<String> SMALL = List.of("entities.jsonl", "facts.tsv");

  private final Path folder;
  private final Path knowledge;

  private QklmTestKit(Path folder, Path knowledge) {
    this.folder = folder;
    this.knowledge = knowledge;
  }

  /**
   * Over four entities: Berlin ({@code Q64}), Germany ({@code Q183}), Angela Merkel ({@code Q567})
   * and the company Apple ({@code Q312}).
   */
  public static QklmTestKit start() throws IOException {
    Path folder = Files.createTempDirectory("qklm-testkit");
    Path entities = Files.createDirectory(folder.resolve("entities"));
    for (String name : SMALL) {
      try (InputStream in = QklmTestKit.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IOException("the file " + name + " of the test kit is not on the class path");
        }
        Files.copy(in, entities.resolve(name));
      }
    }
    return build(folder, new JsonlSource(entities));
  }

  /**
   * Over a test's own entities, in any form that knowledge is read from.
   *
   * @throws IOException if the source cannot be read
   */
  public static QklmTestKit start(KnowledgeSource source) throws IOException {
    return build(Files.createTempDirectory("qklm-testkit"), source);
  }

  private static QklmTestKit build(Path folder, KnowledgeSource source) throws IOException {
    QklmTestKit kit = new QklmTestKit(folder, folder.resolve("knowledge"));
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), PARALLELISM)) {
      new KnowledgeBuild(
              KnowledgeBuild.Options.into(kit.knowledge, EPOCH),
              embedder,
              Optional.empty(),
              BuildProgress.SILENT)
          .run(List.of(source));
      return kit;
    } catch (IOException | RuntimeException e) {
      kit.close();
      throw e;
    }
  }

  /** Folder of the knowledge; its epoch is number 7. */
  public Path knowledge() {
    return knowledge;
  }

  /** Settings over this knowledge and the bundled model. */
  public QklmSettings settings() {
    return QklmSettings.of(knowledge.toString()).withWorkers(PARALLELISM);
  }

  /** A Flink cluster within this process, with {@link #PARALLELISM} subtasks and checkpoints. */
  public StreamExecutionEnvironment environment() {
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
    environment.enableCheckpointing(500);
    return environment;
  }

  /** The same for SQL; needs Flink's planner on the test's class path. */
  public TableEnvironment tables() {
    TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
    tables.getConfig().set("parallelism.default", String.valueOf(PARALLELISM));
    return tables;
  }

  /** What the engine says of a document, without any job: what a job's output should be. */
  public Outcome enrich(Document document) throws IOException, InterruptedException {
    try (EngineLease engine =
        SharedEngines.ofProcess(settings().engine(), WorkerPlace.ofProcess())) {
      return engine.enrich(document, () -> {}).join();
    }
  }

  /** Deletes the knowledge; no job may run over it any more. */
  @Override
  public void close() throws IOException {
    FileTrees.delete(folder);
  }
}
