package io.qklm.training.task;

/** What a configuration tells tasks of a kind that wants to be told nothing. */
public record NoOptions() {}
