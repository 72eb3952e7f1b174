package io.qklm.document;

/**
 * What an enrichment was made with.
 *
 * @param epoch number of the knowledge's epoch
 * @param epochDigest SHA-256 of the epoch's manifest, in hex
 * @param model name of the model bundle
 * @param modelDigest SHA-256 of the bundle's manifest, in hex
 * @param version version of this code
 */
public record Provenance(
    long epoch, String epochDigest, String model, String modelDigest, String version) {}
