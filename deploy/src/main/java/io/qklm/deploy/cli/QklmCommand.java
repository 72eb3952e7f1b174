package io.qklm.deploy.cli;

import io.qklm.deploy.Version;
import io.qklm.deploy.replay.DeadLettersCommand;
import io.qklm.deploy.terminal.Terminal;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code qklm} itself: its subcommands, its version and how failures are told. */
@Command(
    name = "qklm",
    description = "Summaries and linked entities for streams of documents.",
    versionProvider = QklmCommand.VersionLine.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = false,
    sortOptions = false,
    footerHeading = "%nExamples:%n",
    footer = {
      "  qklm demo                                    a broker, the job and sample news, live",
      "  qklm demo --input docs.jsonl                 the same with your own documents",
      "  qklm enrich --input docs.jsonl --output out.jsonl",
      "  qklm answer --question \"Where was Ada Lovelace born?\"",
      "  qklm kg build --source jsonl=my-entities --output my-knowledge",
      "  qklm kg lookup Berlin --facts",
      "  qklm run --bootstrap-servers kafka:9092 --input-topic news --output-topic enriched",
      "  qklm train --help                            make a model of your own; evaluate measures"
          + " it",
      "",
      "Each command explains itself: qklm COMMAND --help"
    })
public final class QklmCommand implements Runnable {

  /** Width of help where no terminal says otherwise. */
  private static final int HELP_COLUMNS = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Say what this command understands.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which version this is.")
  @SuppressWarnings("unused") // picocli acts on it
  private boolean version;

  @Option(
      names = "--stack-trace",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print the whole stack trace of a failure.")
  private boolean stackTrace;

  /** Runs the command of this process and ends the process with its exit code. */
  public static void main(String[] args) {
    Terminal terminal = ProcessTerminal.open();
    PrivateTemp.removeAtEnd();
    int exitCode = run(terminal, args);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(exitCode);
  }

  /** Runs a command on a terminal; gives its exit code: 0 done, 1 failed, 2 wrong usage. */
  static int run(Terminal terminal, String... args) {
    return commandLine(terminal, args).execute(args);
  }

  /** The command with all of its subcommands. */
  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, new String[0]);
  }

  /** The same with no more than {@code args} name: looking at every option of all takes long. */
  private static CommandLine commandLine(Terminal terminal, String[] args) {
    QklmCommand top = new QklmCommand();
    CommandLine line = new CommandLine(top);
    Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
    commands.put("demo", () -> new DemoCommand(terminal));
    commands.put("run", () -> new RunCommand(terminal));
    commands.put("enrich", () -> new EnrichCommand(terminal));
    commands.put("answer", () -> new AnswerCommand(terminal));
    commands.put("kg", () -> KgCommand.of(terminal, args));
    commands.put("model", () -> ModelCommand.of(terminal));
    commands.put("dead-letters", () -> DeadLettersCommand.of(terminal));
    Named.of(commands, args, 0).forEach(line::addSubcommand);
    CommandLine.Help.Ansi ansi =
        terminal.colours() && terminal.outInteractive()
            ? CommandLine.Help.Ansi.ON
            : CommandLine.Help.Ansi.OFF;
    return line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(terminal.outInteractive() ? terminal.columns() : HELP_COLUMNS)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((e, arguments) -> wrongUsage(terminal, e))
        .setExecutionExceptionHandler(
            (e, command, result) -> failed(terminal, e, top.stackTrace || asked(result)));
  }

  private static boolean asked(ParseResult result) {
    return result.hasMatchedOption("--stack-trace");
  }

  private static int wrongUsage(Terminal terminal, ParameterException e) {
    CommandLine command = e.getCommandLine();
    terminal.note("qklm: " + e.getMessage());
    if (e instanceof MissingParameterException) {
      // What is missing may be there under a misspelt name, which picocli does not come to say.
      List<String> unknown =
          command.getUnmatchedArguments().stream().filter(word -> word.startsWith("-")).toList();
      if (!unknown.isEmpty()) {
        terminal.note(
            "Not understood here: " + String.join(", ", unknown) + meant(command, unknown));
      }
    }
    PrintWriter err = new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8);
    UnmatchedArgumentException.printSuggestions(e, err);
    terminal.note(
        "Try '"
            + command.getCommandSpec().qualifiedName()
            + " --help' for what is understood here.");
    return CommandLine.ExitCode.USAGE;
  }

  /** The options that unknown ones are misspelt forms of, as picocli finds them for one alone. */
  private static String meant(CommandLine command, List<String> unknown) {
    List<String> close =
        unknown.stream()
            .map(word -> word.replaceFirst("=.*", ""))
            .flatMap(
                word ->
                    new UnmatchedArgumentException(command, List.of(word))
                        .getSuggestions().stream())
            .distinct()
            .toList();
    return close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
  }

  private static int failed(Terminal terminal, Exception e, boolean stackTrace) {
    terminal.out().flush();
    if (stackTrace) {
      e.printStackTrace(terminal.err());
    }
    terminal.note("qklm: " + FailureSentence.of(e));
    return e instanceof CommandFailure failure ? failure.exitCode() : CommandLine.ExitCode.SOFTWARE;
  }

  /** Called without a subcommand. */
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "name a command: demo, run, enrich, answer, kg or dead-letters");
  }

  static final class VersionLine implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {
        "qklm " + Version.current(),
        "Java "
            + System.getProperty("java.version")
            + " on "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
      };
    }
  }
}
