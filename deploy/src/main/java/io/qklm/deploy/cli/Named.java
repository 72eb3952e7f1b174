package io.qklm.deploy.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Which subcommands are made for a call. */
final class Named {

  private Named() {}

  /** The one that an argument names; all where it names none, so that help and hints know them. */
  static List<Object> of(Map<String, Supplier<Object>> commands, String[] args, int place) {
    Supplier<Object> one = place < args.length ? commands.get(args[place]) : null;
    Collection<Supplier<Object>> wanted = one == null ? commands.values() : List.of(one);
    return wanted.stream().map(Supplier::get).toList();
  }
}
