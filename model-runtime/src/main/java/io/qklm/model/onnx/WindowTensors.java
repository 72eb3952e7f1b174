package io.qklm.model.onnx;

/**
 * One window as the network's graph takes it, all arrays row-major. A window without any mention
 * has {@code M = 0}.
 *
 * @param tokens {@code T}
 * @param words embeddings of the tokens, {@code [T, hidden]}
 * @param capitals how each token is written, {@code [T]}
 * @param starts first token of each mention, {@code [M]}
 * @param ends token after the last of each, {@code [M]}
 * @param entities entities that any of the mentions may mean, {@code E}
 * @param vectors of the entities, dequantized, of unit length, {@code [E, dimension]}
 * @param candidates {@code C}, the most of one mention, at least 1
 * @param places row of each candidate in {@code vectors}, -1 where there is none, {@code [M, C]}
 * @param features what is known of each candidate, {@code [M, C, features]}
 */
@SuppressWarnings("ArrayRecordComponent") // tensors in waiting, never compared
public record WindowTensors(
    int tokens,
    float[] words,
    long[] capitals,
    long[] starts,
    long[] ends,
    int entities,
    float[] vectors,
    int candidates,
    long[] places,
    float[] features) {

  /** {@code M}. */
  public int mentions() {
    return starts.length;
  }
}
