package io.qklm.model.resolve;

import io.qklm.kg.EntityKind;

/**
 * What resolution knows of an entity.
 *
 * @param kind what kind of thing it is
 * @param rank how well known, from 0 to 1
 * @param degree how many entities facts join it to
 * @param neighbours ordinals of the weightiest of these, ascending
 * @param weights of what joins them, from 0 to 1
 * @param types the classes it belongs to, as hashes of their names
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one text, never compared
public record OpenEntity(
    EntityKind kind, double rank, int degree, int[] neighbours, float[] weights, int[] types) {}
