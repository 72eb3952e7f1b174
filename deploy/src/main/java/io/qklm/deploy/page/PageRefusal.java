package io.qklm.deploy.page;

/** A request that is not carried out. The message is a sentence for the reader. */
public final class PageRefusal extends Exception {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * A refusal.
   *
   * @param status of HTTP
   */
  PageRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** What was given cannot be used. */
  public static PageRefusal unusable(String message) {
    return new PageRefusal(400, message);
  }

  /** It would be possible at another time. */
  public static PageRefusal notNow(String message) {
    return new PageRefusal(409, message);
  }

  /** A part that is needed does not work. */
  public static PageRefusal unavailable(String message) {
    return new PageRefusal(503, message);
  }

  int status() {
    return status;
  }
}
