package io.qklm.deploy.page;

/**
 * Where the page is served, always on 127.0.0.1.
 *
 * @param port the port, 0 for any that is free
 * @param insist whether this port and no other will do
 */
public record PageOptions(int port, boolean insist) {

  /** The port that is tried when none was asked for. */
  public static final int USUAL_PORT = 8642;

  public PageOptions {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 (any) to 65535, got " + port);
    }
  }

  /** The usual port, or any other when that is taken. */
  public static PageOptions usual() {
    return new PageOptions(USUAL_PORT, false);
  }

  /** This port; 0 for any that is free. */
  public static PageOptions on(int port) {
    return new PageOptions(port, true);
  }
}
