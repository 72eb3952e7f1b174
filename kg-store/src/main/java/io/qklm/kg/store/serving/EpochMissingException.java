package io.qklm.kg.store.serving;

import java.io.IOException;

/** The repository can be read and does not have the epoch: it was collected, or never published. */
public final class EpochMissingException extends IOException {

  private static final long serialVersionUID = 1L;

  private EpochMissingException(String message) {
    super(message);
  }

  /** Says which epoch is missing. */
  public static EpochMissingException of(long number, String digest) {
    return new EpochMissingException(
        "the repository has no epoch "
            + number
            + " with the digest "
            + digest
            + "; publish it again, or announce one that is there");
  }
}
