package io.qklm.deploy.cli;

import picocli.CommandLine.ExitCode;

/** A command that cannot do what was asked; the message is the whole sentence a person reads. */
final class CommandFailure extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  CommandFailure(String message) {
    this(message, ExitCode.SOFTWARE);
  }

  private CommandFailure(String message, int exitCode) {
    super(message);
    this.exitCode = exitCode;
  }

  /** The command was called in a way it does not understand. */
  static CommandFailure usage(String message) {
    return new CommandFailure(message, ExitCode.USAGE);
  }

  int exitCode() {
    return exitCode;
  }
}
