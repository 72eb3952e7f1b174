package io.qklm.stories.cluster;

import io.qklm.stories.term.TermVector;
import java.util.OptionalLong;

/**
 * What is held against stories: a document, or another story.
 *
 * @param terms words by their rarity, length 1 or empty
 * @param names names by how often they are named
 * @param vector length 1 or empty
 * @param time milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // read by the scorer, never compared
record Probe(TermVector terms, TermVector names, float[] vector, OptionalLong time) {}
