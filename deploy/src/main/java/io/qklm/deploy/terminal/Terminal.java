package io.qklm.deploy.terminal;

import java.io.PrintStream;

/**
 * Where a command writes: results to {@code out}, all that is said beside them to {@code err}.
 *
 * @param out results
 * @param err progress, notes and errors
 * @param outInteractive whether a person reads {@code out} on a terminal
 * @param errInteractive whether a person reads {@code err} on a terminal
 * @param colours whether colours are wanted where a person reads
 * @param columns width of the terminal, at least 40
 */
public record Terminal(
    PrintStream out,
    PrintStream err,
    boolean outInteractive,
    boolean errInteractive,
    boolean colours,
    int columns) {

  private static final int NARROWEST = 40;
  private static final int USUAL = 100;
  private static final int WIDEST = 160;

  public Terminal {
    columns = columns <= 0 ? USUAL : Math.min(WIDEST, Math.max(NARROWEST, columns));
  }

  /** A terminal that is none: plain text into two streams. */
  public static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, false, false, false, USUAL);
  }

  /** The text in this ink for {@code out}; unchanged where colours are not wanted. */
  public String ink(String text, Ink... inks) {
    if (!colours || !outInteractive || text.isEmpty() || inks.length == 0) {
      return text;
    }
    StringBuilder inked = new StringBuilder();
    for (Ink ink : inks) {
      inked.append(ink.on());
    }
    return inked.append(text).append(Ink.off()).toString();
  }

  /** One line to {@code err}. */
  public void note(String line) {
    err.println(line);
    err.flush();
  }
}
