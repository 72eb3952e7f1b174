package io.qklm.deploy.cli;

import io.qklm.kg.source.SourceCredit;

/** Whose work is shown, in the words its licence asks for. */
final class Credits {

  private Credits() {}

  /** A line below what is shown. */
  static String line(SourceCredit credit) {
    return "Source: " + words(credit);
  }

  static String words(SourceCredit credit) {
    return credit.name()
        + ", licence "
        + credit.licence()
        + (credit.attribution().isBlank() ? "" : "; " + credit.attribution());
  }
}
