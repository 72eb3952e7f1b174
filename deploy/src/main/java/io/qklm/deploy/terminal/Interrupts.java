package io.qklm.deploy.terminal;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;

/**
 * Ctrl-C and its kin as an event. Java's own answer runs every shutdown hook at once, in no order;
 * a job must be stopped before the broker it writes to.
 */
public final class Interrupts {

  private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

  private Interrupts() {}

  /**
   * Calls {@code action} at each Ctrl-C, termination or hang-up from now on, in a thread of its
   * own, in place of ending the process.
   */
  public static void onInterrupt(Runnable action) {
    try {
      // By reflection because the compiler warns of sun.misc, which is the only way to a signal.
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object handling =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                switch (method.getName()) {
                  case "handle" -> action.run();
                  case "hashCode" -> {
                    return System.identityHashCode(proxy);
                  }
                  case "equals" -> {
                    return arguments[0] == proxy;
                  }
                  default -> {
                    return "handler of interrupts";
                  }
                }
                return null;
              });
      for (String name : SIGNALS) {
        handle(signal, handler, handling, name);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java gives no access to signals: " + e, e);
    }
  }

  private static void handle(Class<?> signal, Class<?> handler, Object handling, String name)
      throws ReflectiveOperationException {
    try {
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handling);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof IllegalArgumentException)) {
        throw e;
      }
      // Not known on this system, or the caller has it ignored (nohup), which is then its wish.
    }
  }
}
