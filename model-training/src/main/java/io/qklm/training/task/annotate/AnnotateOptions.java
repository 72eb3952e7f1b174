package io.qklm.training.task.annotate;

import io.qklm.training.rewriting.RewritingEntry;
import java.util.List;

/**
 * What a configuration tells an annotate task.
 *
 * @param linkWeight of the links' loss beside the names'
 * @param leftOut share of mentions that are left out of a batch
 * @param hidden share of mentions whose right candidates are
 * @param heldOut texts at the end of each file that nothing is learned from, so that a release can
 *     calibrate its links on them
 * @param rewriting changes of the texts, after those of the run
 */
public record AnnotateOptions(
    double linkWeight, double leftOut, double hidden, int heldOut, List<RewritingEntry> rewriting) {

  @SuppressWarnings("NullAway") // absent in most configurations
  public AnnotateOptions {
    if (heldOut < 0) {
      throw new IllegalArgumentException("heldOut is " + heldOut + "; it must be 0 or more");
    }
    rewriting = rewriting == null ? List.of() : List.copyOf(rewriting);
  }

  CandidateNoise noise() {
    return new CandidateNoise(leftOut, hidden);
  }
}
