package io.qklm.kg.store.build;

import io.qklm.kg.EntityEmbedder;
import io.qklm.kg.source.KnowledgeSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All that decides what a build writes, so that one that goes on is held against its beginning. */
final class BuildInputs {

  private BuildInputs() {}

  /** A line each: the program, the options, the model, codes known before, and the sources. */
  static List<String> of(
      KnowledgeBuild.Options options,
      EntityEmbedder embedder,
      Optional<PrecomputedCodes> codes,
      List<KnowledgeSource> sources)
      throws IOException {
    List<String> inputs = new ArrayList<>();
    inputs.add("program " + KnowledgeBuild.createdBy());
    inputs.add("epoch " + options.epoch() + " after " + options.parent().orElse("none"));
    inputs.add("codes " + options.vectors() + ", last names " + options.lastNames());
    inputs.add("model " + embedder.digest());
    inputs.add("codes known before " + codes.map(c -> c.quantizer().digest()).orElse("none"));
    for (KnowledgeSource source : sources) {
      inputs.add("source " + source.state());
    }
    return inputs;
  }

  /**
   * Holds what an interrupted build began with against what it would go on with.
   *
   * @throws IOException if anything differs; the message says what
   */
  static void check(List<String> then, List<String> now) throws IOException {
    for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
      String before = i < then.size() ? then.get(i) : "nothing";
      String after = i < now.size() ? now.get(i) : "nothing";
      if (!before.equals(after)) {
        throw new IOException(
            "the interrupted build cannot go on, it began with '"
                + before
                + "' and finds '"
                + after
                + "'; give it what it began with, or build anew without --resume");
      }
    }
  }
}
