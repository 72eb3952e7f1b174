package io.qklm.flink.engine;

import io.qklm.model.QklmOptions;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/**
 * What makes an engine. Subtasks of a process with equal settings share one.
 *
 * @param knowledge folder of the knowledge snapshot; blank where announced epochs bring it
 * @param model folder of the model bundle or the name of one; blank for the bundled one
 * @param workers documents worked on at once; 0 for as many as there are cores
 * @param repository where epochs are fetched from; blank for the one that each announcement names
 * @param cache folder for fetched epochs, kept for the next start; blank for a temporary one
 * @param overrides file of links that a person decides; blank for none
 */
@Internal
public record EngineSettings(
    String knowledge,
    String model,
    QklmOptions options,
    int workers,
    String repository,
    String cache,
    String overrides)
    implements Serializable {

  /** Threads of the engine. */
  int threads() {
    return workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
  }
}
