package io.qklm.deploy.update;

import io.qklm.kafka.update.UpdateOptions;
import java.util.List;
import picocli.CommandLine;

/** Arguments as the manifests give them, read as the update job reads them. */
public final class UpdateArgs {

  private UpdateArgs() {}

  /** The job's options; throws where an argument is unknown or wrong. */
  public static UpdateOptions parse(List<String> arguments) {
    CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();
    UpdateArguments read = new UpdateArguments();
    spec.addMixin("job", CommandLine.Model.CommandSpec.forAnnotatedObject(read));
    new CommandLine(spec).parseArgs(arguments.toArray(String[]::new));
    return read.toOptions();
  }
}
