package io.qklm.cluster.leash;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Runs another class's {@code main} and ends the process as soon as its standard input ends, which
 * is when the process that started it closes it or dies in any way.
 */
public final class Leash {

  private Leash() {}

  /** Arguments: the class to run, then its arguments. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    hold(System.in);
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void hold(InputStream input) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (input.read() >= 0) {
                  // Nothing is ever sent; only the end counts.
                }
              } catch (IOException e) {
                // A broken pipe is an end too.
              }
              Runtime.getRuntime().halt(1);
            },
            "leash");
    watch.setDaemon(true);
    watch.start();
  }
}
