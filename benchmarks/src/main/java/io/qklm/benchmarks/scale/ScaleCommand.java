package io.qklm.benchmarks.scale;

import picocli.CommandLine.Command;

/** The store from 10^4 to 10^7 entities; each figure is measured in a process of its own. */
@Command(
    name = "scale",
    description = "What the knowledge store costs as it grows, on generated graphs.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ScaleBuildCommand.class,
      ScaleServeCommand.class,
      ScaleSwapCommand.class,
      ScaleEncyclopaediaCommand.class
    })
public final class ScaleCommand {}
