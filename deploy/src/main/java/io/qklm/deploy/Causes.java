package io.qklm.deploy;

import java.nio.file.NoSuchFileException;

/** Finds what is worth telling in the nests of exceptions that come out of a library. */
public final class Causes {

  private static final int DEPTH = 20;

  private Causes() {}

  /** The words of the innermost cause that has any, on one line. */
  public static String sentence(Throwable failure) {
    Throwable told = failure;
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
        told = cause;
      }
      cause = cause.getCause();
    }
    if (told instanceof NoSuchFileException) {
      return "there is no file " + told.getMessage();
    }
    String message = told.getMessage();
    String words = message == null ? told.toString() : message.strip();
    int end = words.indexOf('\n');
    return end < 0 ? words : words.substring(0, end);
  }
}
