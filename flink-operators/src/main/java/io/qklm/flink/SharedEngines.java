package io.qklm.flink;

import io.qklm.model.QklmOptions;
import io.qklm.model.SharedResources;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Engines by their settings, each opened by the first lease, shared by the next, closed by the
 * last.
 */
final class SharedEngines {

  private final SharedResources<Key, EnginePool> engines;

  SharedEngines(EngineHost.Opener opener) {
    this.engines = new SharedResources<>(key -> pool(opener, key.settings()), EnginePool::close);
  }

  /**
   * A lease on the engine of these settings; waits while another thread opens it. Settings that
   * differ only in what a subtask hands over at a time have one engine.
   *
   * @throws IOException when the engine cannot be opened; the next lease tries anew
   */
  EngineLease lease(QklmSettings settings) throws IOException, InterruptedException {
    SharedResources.Lease<EnginePool> lease = engines.lease(Key.of(settings));
    return new EngineLease(lease.value(), lease::close);
  }

  private static EnginePool pool(EngineHost.Opener opener, QklmSettings settings)
      throws IOException {
    int workers =
        settings.workers() > 0 ? settings.workers() : Runtime.getRuntime().availableProcessors();
    return new EnginePool(opener.open(settings), workers);
  }

  /** What of the settings makes the engine. */
  private record Key(
      String knowledge,
      String model,
      QklmOptions options,
      int workers,
      @Nullable EpochSettings following) {

    static Key of(QklmSettings settings) {
      return new Key(
          settings.knowledge(),
          settings.model(),
          settings.options(),
          settings.workers(),
          settings.following());
    }

    QklmSettings settings() {
      QklmSettings fixed =
          following == null
              ? QklmSettings.of(knowledge)
              : QklmSettings.followingEpochs(following).withKnowledge(knowledge);
      return fixed.withModel(model).withOptions(options).withWorkers(workers);
    }
  }
}
