package io.qklm.deploy.cli;

import io.qklm.deploy.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The terminal of this process, as the script that started it sees it. */
final class ProcessTerminal {

  private static final int BUFFER = 1 << 16;

  private ProcessTerminal() {}

  static Terminal open() {
    boolean out = Boolean.getBoolean("qklm.terminal.out");
    boolean err = Boolean.getBoolean("qklm.terminal.err");
    String noColour = System.getenv("NO_COLOR");
    boolean colours =
        (noColour == null || noColour.isEmpty()) && !"dumb".equals(System.getenv("TERM"));
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        out,
        err,
        colours,
        Integer.getInteger("qklm.terminal.columns", 0));
  }

  /** UTF-8 whatever the locale says, because the wire format is. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new java.io.BufferedOutputStream(new FileOutputStream(descriptor), BUFFER),
        false,
        StandardCharsets.UTF_8);
  }
}
