package io.qklm.training.resolution;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.model.BundleManifest;
import io.qklm.model.resolve.LinkEvidence;
import io.qklm.model.resolve.ResolutionWeights;
import io.qklm.model.resolve.Resolver;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fits the weights of resolution to gathered cases and prints what they are worth. */
@Command(
    name = "fit-links",
    description = "Fits how the mentions of a document decide together.",
    mixinStandardHelpOptions = true)
public final class FitCommand implements Callable<Integer> {

  @Option(
      names = "--cases",
      split = ",",
      required = true,
      description =
          "Files of gather-links, each with a weight, and the most of its texts, behind colons.")
  private List<String> files = List.of();

  @Option(names = "--dev", split = ",", description = "Files to look at.")
  private List<Path> dev = List.of();

  @Option(names = "--bundle", description = "A bundle's folder whose manifest gets the weights.")
  private @Nullable Path bundle;

  @Option(
      names = "--choice-penalty",
      defaultValue = "2",
      description = "On weights of the choice of a candidate; default: ${DEFAULT-VALUE}.")
  private double choicePenalty;

  @Option(
      names = "--link-penalty",
      defaultValue = "10",
      description = "On weights of linking at all; default: ${DEFAULT-VALUE}.")
  private double linkPenalty;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public FitCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<OpenCase> cases = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (String file : files) {
      String[] parts = file.split(":", -1);
      double weight = parts.length > 1 ? Double.parseDouble(parts[1]) : 1;
      List<OpenCase> read = CaseFile.read(Path.of(parts[0]));
      int limit = parts.length > 2 ? Integer.parseInt(parts[2]) : read.size();
      for (OpenCase one : read.subList(0, Math.min(limit, read.size()))) {
        cases.add(one);
        weights.add(weight / 2);
        cases.add(one.withHidden(1));
        weights.add(weight / 2);
      }
    }
    ResolutionWeights fitted = new ResolutionFit(cases, weights, choicePenalty, linkPenalty).fit();
    print(out, fitted);
    for (Path file : dev) {
      print(out, file, fitted);
    }
    if (bundle != null) {
      write(bundle.resolve("manifest.json"), fitted);
    }
    out.flush();
    return 0;
  }

  private static void print(PrintWriter out, ResolutionWeights fitted) {
    for (LinkEvidence evidence : LinkEvidence.all()) {
      int i = evidence.index();
      out.printf(
          Locale.ROOT,
          "%-16s choice %7.3f %7.3f  link %7.3f %7.3f%n",
          evidence.key(),
          fitted.alone().weights().choice()[i],
          fitted.together().weights().choice()[i],
          fitted.alone().weights().link()[i],
          fitted.together().weights().link()[i]);
    }
  }

  private static void print(PrintWriter out, Path file, ResolutionWeights fitted)
      throws IOException {
    List<OpenCase> cases = CaseFile.read(file);
    ResolutionWeights alone = new ResolutionWeights(0, fitted.alone(), fitted.together());
    out.println(file.getFileName() + ", " + cases.size() + " texts");
    ResolutionWeights network =
        new ResolutionWeights(
            0, ResolutionWeights.Decision.of(ResolutionFit.start()), fitted.together());
    for (Map.Entry<String, ResolutionWeights> way :
        List.of(
            Map.entry("network", network),
            Map.entry("alone", alone),
            Map.entry("together", fitted))) {
      Resolver resolver = new Resolver(way.getValue());
      List<Resolver.Resolution> resolved = new ArrayList<>();
      for (OpenCase one : cases) {
        resolved.add(resolver.resolve(one.document()));
      }
      for (double least : new double[] {0.2, 0.35}) {
        LinkFigures figures = new LinkFigures();
        for (int i = 0; i < cases.size(); i++) {
          figures.add(cases.get(i), resolved.get(i), least);
        }
        out.printf(Locale.ROOT, "  %-9s %.2f  %s%n", way.getKey(), least, figures.line());
      }
    }
    out.flush();
  }

  private static void write(Path manifest, ResolutionWeights fitted) throws IOException {
    ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = (ObjectNode) json.readTree(Files.readAllBytes(manifest));
    root.put("formatVersion", BundleManifest.FORMAT_VERSION);
    root.set("resolution", json.valueToTree(fitted));
    Files.write(manifest, (json.writeValueAsString(root) + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
