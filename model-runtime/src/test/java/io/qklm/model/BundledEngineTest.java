package io.qklm.model;

/** The trained model that comes with the code. */
class BundledEngineTest extends EngineContract {

  BundledEngineTest() {
    super("");
  }
}
