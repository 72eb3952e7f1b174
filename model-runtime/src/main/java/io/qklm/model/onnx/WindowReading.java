package io.qklm.model.onnx;

/**
 * What the network's graph says of a window, all arrays row-major and finite.
 *
 * @param labels logits of each token's label, {@code [T, labels]}
 * @param links logits of each mention's candidates, then NIL's, {@code [M, C + 1]}; a large
 *     negative number where there is no candidate
 * @param states final states, {@code [T, hidden]}
 */
@SuppressWarnings("ArrayRecordComponent") // tensors on their way to the heads, never compared
public record WindowReading(float[] labels, float[] links, float[] states) {}
