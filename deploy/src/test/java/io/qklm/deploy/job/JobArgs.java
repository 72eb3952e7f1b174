package io.qklm.deploy.job;

import java.util.List;
import picocli.CommandLine;

/** Arguments as {@code flink run} and the manifests give them, read as the job reads them. */
public final class JobArgs {

  private JobArgs() {}

  /** The job's options; throws where an argument is unknown or wrong. */
  public static EnrichmentJobOptions parse(List<String> arguments) {
    JobCommand command = new JobCommand();
    new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
    return command.options();
  }
}
