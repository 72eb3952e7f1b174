package io.qklm.model.linking;

import io.qklm.text.Span;

/**
 * A place in a text that may name an entity, and what is known of the entities it may mean.
 *
 * @param span UTF-16 units of the text
 * @param ordinals entities in the order of their priors, at least one
 * @param features {@code [ordinals][CandidateFeature]}
 */
@SuppressWarnings("ArrayRecordComponent") // on the way into a tensor, never compared
public record CandidateMention(Span span, int[] ordinals, float[][] features) {}
