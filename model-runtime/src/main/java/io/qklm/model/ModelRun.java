package io.qklm.model;

/**
 * A run of the language model alone, its input made ready: the line that everything around it is
 * measured against.
 *
 * @param tokens special ones included
 * @param run runs it and drops what it says
 */
public record ModelRun(int tokens, Runnable run) {}
