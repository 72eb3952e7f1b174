package io.qklm.benchmarks.speed;

/** One question that is measured. */
@FunctionalInterface
interface Part {

  /** Measures and tells. */
  void measure(Subject subject, Table table) throws Exception;
}
