package io.qklm.deploy.report;

import io.qklm.kg.source.SourceCredit;

/** Whose work is shown, in the words its licence asks for. */
public final class Credits {

  private Credits() {}

  /** A line below what is shown. */
  public static String line(SourceCredit credit) {
    return "Source: " + words(credit);
  }

  public static String words(SourceCredit credit) {
    return credit.name()
        + ", licence "
        + credit.licence()
        + (credit.attribution().isBlank() ? "" : "; " + credit.attribution());
  }
}
