package io.qklm.training.run;

import java.util.List;

/** A measure taken now and then during a run, higher is better. */
public interface Evaluation {

  /** Short and unique within a run; names its curve. */
  String name();

  /** Takes the measure with the parameters as they are. */
  double measure();

  /**
   * All figures of the measure with their intervals.
   *
   * @param seed of the resamples
   */
  List<Figure> figures(long seed);
}
