package io.qklm.model.override;

/** Where an engine asks for the overrides in force, once a document. */
@FunctionalInterface
public interface OverrideSource {

  /** No overrides. */
  OverrideSource NONE = () -> LinkOverrides.NONE;

  /** Those in force now; never waits for long, never throws. */
  LinkOverrides current();
}
