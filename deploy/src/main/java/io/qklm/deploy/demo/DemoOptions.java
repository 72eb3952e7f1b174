package io.qklm.deploy.demo;

import io.qklm.deploy.page.PageOptions;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What to show.
 *
 * @param knowledge folder of the snapshot
 * @param model folder of the bundle; the one that comes with the code when absent
 * @param input documents to send, one JSON object a line; the sample news when absent
 * @param documents how many to send at most, 0 for all there are
 * @param rate documents a second, 0 for as fast as they go
 * @param loop whether the sample news begin again at their end
 * @param parallelism subtasks beside each other
 * @param page where the page is served; absent for none
 */
public record DemoOptions(
    Path knowledge,
    Optional<Path> model,
    Optional<Path> input,
    long documents,
    double rate,
    boolean loop,
    int parallelism,
    Optional<PageOptions> page) {

  public DemoOptions {
    if (documents < 0 || !(rate >= 0) || Double.isInfinite(rate) || parallelism < 1) {
      throw new IllegalArgumentException(
          "documents and rate are 0 or more and parallelism 1 or more, got "
              + documents
              + ", "
              + rate
              + " and "
              + parallelism);
    }
  }
}
