package io.qklm.deploy.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What runs in the broker's process: formats the data folder if it is new, then serves until its
 * standard input ends, which it does when the process that started it closes it or dies. Kafka is
 * reached by reflection because its jars are on this process's class path only.
 */
final class BrokerMain {

  private BrokerMain() {}

  /** Arguments: path of the settings file, cluster id, path of a file with users or none. */
  public static void main(String[] args) throws ReflectiveOperationException, IOException {
    String settings = args[0];
    ignoreInterrupts();
    exitWithParent(System.in);
    List<String> format =
        new ArrayList<>(List.of("format", "--ignore-formatted", "-t", args[1], "-c", settings));
    if (args.length > 2) {
      // In a file and not among the arguments, which every user of the machine sees.
      for (String user : Files.readAllLines(Path.of(args[2]))) {
        format.addAll(List.of("--add-scram", user));
      }
    }
    Object status =
        Class.forName("kafka.tools.StorageTool")
            .getMethod("execute", String[].class, PrintStream.class)
            .invoke(null, format.toArray(String[]::new), System.out);
    if (!Integer.valueOf(0).equals(status)) {
      System.exit(1);
    }
    Class.forName("kafka.Kafka")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[] {settings});
  }

  /**
   * Ctrl-C in a terminal goes to every process of the foreground group. The broker must outlive the
   * job that still commits to it, so it leaves when it is told to and not before.
   */
  private static void ignoreInterrupts() throws ReflectiveOperationException {
    // By reflection because the compiler warns of sun.misc, which is the only way to a signal.
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object nothing =
        Proxy.newProxyInstance(
            BrokerMain.class.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> null);
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), nothing);
    } catch (InvocationTargetException e) {
      // The signal is already ignored (nohup, background job), which is what is wanted.
      System.out.println("interrupts stay as they are: " + e.getCause());
    }
  }

  private static void exitWithParent(InputStream input) {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (input.read() >= 0) {
                  // Nothing is ever sent; only the end counts.
                }
              } catch (IOException e) {
                System.out.println("standard input failed, leaving: " + e);
              }
              System.exit(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
