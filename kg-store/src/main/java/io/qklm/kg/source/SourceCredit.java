package io.qklm.kg.source;

/**
 * Whose work a body of knowledge is, as its licence asks it to be said.
 *
 * @param name what the source is called; not blank
 * @param licence the terms it is under, as stated there; {@code not stated} where nothing is
 * @param attribution the words of credit it asks for; may be empty
 */
public record SourceCredit(String name, String licence, String attribution) {

  public SourceCredit {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a source's credit needs a name");
    }
  }
}
