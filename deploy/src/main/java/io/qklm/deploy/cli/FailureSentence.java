package io.qklm.deploy.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a person reads when a command fails. */
final class FailureSentence {

  private FailureSentence() {}

  /** One sentence for the failure; never a stack trace. */
  static String of(Throwable failure) {
    if (failure instanceof UncheckedIOException && failure.getCause() != null) {
      return of(failure.getCause());
    }
    if (failure instanceof FileSystemException file) {
      return of(file);
    }
    String message = failure.getMessage();
    boolean meant = failure instanceof IOException || failure instanceof CommandFailure;
    if (meant && message != null && !message.isBlank()) {
      return message;
    }
    if (failure instanceof OutOfMemoryError) {
      return "the memory of "
          + Runtime.getRuntime().maxMemory() / (1 << 20)
          + " MB did not suffice; give more with QKLM_JAVA_OPTS=-Xmx4g";
    }
    return "unexpected "
        + failure.getClass().getSimpleName()
        + (message == null ? "" : ": " + message)
        + "; run it again with --stack-trace and report what it prints";
  }

  private static String of(FileSystemException failure) {
    String file = "'" + failure.getFile() + "'";
    // Messages of the file system name the file and nothing else.
    if (failure instanceof NoSuchFileException) {
      return "there is no file " + file;
    }
    if (failure instanceof AccessDeniedException) {
      return "access to " + file + " is denied; check its owner and permissions";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return file + " exists already";
    }
    if (failure instanceof NotDirectoryException) {
      return file + " is not a folder";
    }
    String reason = failure.getReason();
    return file + " cannot be used: " + (reason == null ? failure.getMessage() : reason);
  }
}
