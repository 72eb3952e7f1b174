package io.qklm.model.annotate;

/**
 * A name and how sure the network is of it.
 *
 * @param score mean probability of its words' labels, from 0 to 1
 */
public record ScoredName(Name name, double score) {}
