package io.qklm.document;

import java.util.List;
import java.util.Optional;

/**
 * What an enrichment was made with.
 *
 * @param epoch number of the knowledge's epoch
 * @param epochDigest SHA-256 of the epoch's manifest, in hex
 * @param model name of the model bundle
 * @param modelDigest SHA-256 of the bundle's manifest, in hex
 * @param version version of this code
 * @param asOf how the epoch fits the document's time; absent unless it was chosen by that
 * @param summarizer the encoder-decoder that writes summaries; absent where none was given
 * @param overrides ids of the overrides that decided a link of the document, ascending
 */
public record Provenance(
    long epoch,
    String epochDigest,
    String model,
    String modelDigest,
    String version,
    Optional<AsOf> asOf,
    Optional<Summarizer> summarizer,
    List<String> overrides) {

  public Provenance {
    overrides = List.copyOf(overrides);
  }

  /**
   * An encoder-decoder that a user brought.
   *
   * @param name of its folder
   * @param digest SHA-256 over its files, in hex
   */
  public record Summarizer(String name, String digest) {}

  /** Of an epoch that was not chosen by the document's time. */
  public Provenance(
      long epoch, String epochDigest, String model, String modelDigest, String version) {
    this(
        epoch,
        epochDigest,
        model,
        modelDigest,
        version,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  public Provenance withAsOf(AsOf fit) {
    return new Provenance(
        epoch, epochDigest, model, modelDigest, version, Optional.of(fit), summarizer, overrides);
  }

  /** The same with the encoder-decoder that was asked for summaries. */
  public Provenance withSummarizer(Summarizer by) {
    return new Provenance(
        epoch, epochDigest, model, modelDigest, version, asOf, Optional.of(by), overrides);
  }

  /** The same of a document of whose links a person decided some. */
  public Provenance withOverrides(List<String> ids) {
    return ids.isEmpty()
        ? this
        : new Provenance(epoch, epochDigest, model, modelDigest, version, asOf, summarizer, ids);
  }
}
