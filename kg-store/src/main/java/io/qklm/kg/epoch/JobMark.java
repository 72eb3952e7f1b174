package io.qklm.kg.epoch;

import java.util.Optional;

/**
 * What the update job says of itself beside a message of the control topic.
 *
 * @param job a name that no other run of the job has
 * @param place how far it has read the updates, if it says so
 */
public record JobMark(String job, Optional<UpdatePlace> place) {

  /** Longest name, in UTF-16 units. */
  public static final int MAX_LENGTH = 100;

  public JobMark {
    if (job.isBlank() || job.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a job's name has 1 to " + MAX_LENGTH + " characters, got " + job.length());
    }
  }
}
