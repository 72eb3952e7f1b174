package io.qklm.training.data;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A set of a configuration: a file below the data folder and its form.
 *
 * @param names for links of AIDA: the file of CoNLL-2003 that has the names
 * @param limit the first so many texts; 0 for all
 * @param part which tenths of the texts; absent for all
 */
public record SetEntry(
    @JsonProperty(required = true) String form,
    @JsonProperty(required = true) String file,
    @Nullable String names,
    int limit,
    @Nullable SetPart part) {

  /** A set of which all texts are taken. */
  public SetEntry(String form, String file, @Nullable String names, int limit) {
    this(form, file, names, limit, null);
  }
}
