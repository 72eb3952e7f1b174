package io.qklm.benchmarks.speed;

import io.qklm.benchmarks.DataOption;
import io.qklm.benchmarks.throughput.Documents;
import io.qklm.deploy.starter.StarterKnowledge;
import io.qklm.deploy.terminal.Terminal;
import io.qklm.flink.QklmSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The table of ratios. */
@Command(
    name = "speed",
    description = "The job beside the bare model, HTTP and others; ratios within one run.",
    mixinStandardHelpOptions = true)
public final class SpeedCommand implements Callable<Integer> {

  @Option(
      names = "--parts",
      split = ",",
      defaultValue = "pipeline,growth,latency,http",
      description =
          "What is measured: pipeline, growth, latency, http, peers, stages, profile, overload, soak,"
              + " precision, corenlp."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> parts = List.of();

  @Option(names = "--documents", defaultValue = "1000", description = "Default: ${DEFAULT-VALUE}.")
  private int documents;

  @Option(names = "--rounds", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--input",
      description = "JSON lines with id and text; default: the project's sample news.")
  private Optional<Path> input = Optional.empty();

  @Option(names = "--knowledge", description = "A snapshot; default: the starter knowledge.")
  private Optional<Path> knowledge = Optional.empty();

  @Option(names = "--bundle", description = "A model bundle; default: the one in the code.")
  private Optional<Path> bundle = Optional.empty();

  @Option(
      names = "--float-bundle",
      description = "The same model in 32-bit floats, for the part precision.")
  private Optional<Path> floats = Optional.empty();

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "Length of the parts overload and soak. Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--corenlp",
      description = "Folder with the jars of Stanford CoreNLP and its models, for that part.")
  private Optional<Path> coreNlp = Optional.empty();

  @Option(
      names = "--flame-graph",
      description = "Writes the flame graph of the part profile there, as HTML.")
  private Optional<Path> flameGraph = Optional.empty();

  @Mixin private DataOption data = new DataOption();

  @Option(names = "--json", description = "Writes the figures there.")
  private Optional<Path> json = Optional.empty();

  @Option(names = "--picture", description = "Writes the ratios there, as PNG.")
  private Optional<Path> picture = Optional.empty();

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public SpeedCommand() {}

  @Override
  public Integer call() throws Exception {
    Map<String, Part> known = known();
    List<Part> wanted = new ArrayList<>();
    for (String name : parts) {
      Part part = known.get(name);
      if (part == null) {
        throw new ParameterException(
            spec.commandLine(), name + " is not measured; " + known.keySet() + " are");
      }
      wanted.add(part);
    }
    if (rounds < 1 || documents < 10) {
      throw new ParameterException(
          spec.commandLine(), "at least 1 round of 10 documents is needed");
    }
    Path snapshot =
        knowledge.isPresent()
            ? knowledge.get()
            : StarterKnowledge.current().ensure(Terminal.plain(System.out, System.err));
    Subject subject =
        new Subject(
            snapshot.toString(),
            bundle.map(Path::toString).orElse(QklmSettings.BUNDLED),
            Documents.read(input, documents),
            rounds);
    Table table = new Table(spec.commandLine().getOut());
    table.machine(subject.bundle().name());
    for (Part part : wanted) {
      part.measure(subject, table);
      table.save(json, picture);
    }
    return 0;
  }

  private Map<String, Part> known() {
    Map<String, Part> known = new LinkedHashMap<>();
    known.put("pipeline", new Pipeline());
    known.put("growth", new Growth());
    known.put("latency", new Latency());
    known.put("http", new BehindHttp());
    known.put("peers", new Peers(data.folder()));
    known.put("stages", new Stages());
    known.put("profile", new Profile(flameGraph));
    known.put("overload", new SteadyLoad("overload", 2, Duration.ofMinutes(minutes)));
    known.put("soak", new SteadyLoad("soak", 0.8, Duration.ofMinutes(minutes)));
    floats.ifPresent(folder -> known.put("precision", new Precision(folder.toString())));
    coreNlp.ifPresent(folder -> known.put("corenlp", new CoreNlp(folder)));
    return known;
  }
}
