package io.qklm.deploy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.qklm.deploy.report.KgJson;
import io.qklm.deploy.terminal.Terminal;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code qklm kg sources}: whole commands that build current knowledge, and what they cost. */
@Command(
    name = "sources",
    description = "Print commands that build small, medium and full knowledge, and what they cost.",
    sortOptions = false)
final class KgSourcesCommand implements Callable<Integer> {

  /** Where the public dumps lie; {@code --from} names a mirror of the same folders. */
  private static final String DUMPS = "https://dumps.wikimedia.org";

  private final Terminal terminal;

  @Option(
      names = "--from",
      paramLabel = "URL",
      description = "A mirror of the public dumps (default: ${DEFAULT-VALUE}).")
  private String from = DUMPS;

  @Option(names = "--json", description = "The same as one JSON object.")
  private boolean asJson;

  KgSourcesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * One body of knowledge. Figures are for two cores and a line of 5 MB/s, rounded up.
   *
   * @param name what it is called here
   * @param holds what is in it
   * @param arguments of {@code qklm kg build}
   * @param download bytes to be fetched, in words
   * @param time until it is built
   * @param disk at most, while it is built
   */
  private record Offer(
      String name,
      String holds,
      List<String> arguments,
      String download,
      String time,
      String disk) {

    String command() {
      return "qklm kg build " + String.join(" ", arguments);
    }
  }

  private List<Offer> offers() {
    String base = from.replaceFirst("/+$", "");
    String simple = base + "/simplewiki/latest/simplewiki-latest-";
    String english = base + "/enwiki/latest/enwiki-latest-";
    return List.of(
        new Offer(
            "small",
            "what comes with QKLM: DBpedia's most linked entities of 2013, and 1,215 of today",
            List.of("--source starter=starter", "--output small"),
            "none",
            "5 min",
            "300 MB"),
        new Offer(
            "medium",
            "the Simple English Wikipedia of today, by Wikidata's ids: a quarter million entities",
            List.of(
                "--source",
                "'wikipedia="
                    + simple
                    + "pages-articles-multistream.xml.bz2?ids="
                    + simple
                    + "page_props.sql.gz'",
                "--output medium --resume"),
            "about 350 MB",
            "about an hour",
            "4 GB"),
        new Offer(
            "full",
            "Wikidata's items of three pages and more, with the names, links and texts of the"
                + " English Wikipedia: some ten million entities",
            List.of(
                "--source",
                "'wikidata="
                    + base
                    + "/wikidatawiki/entities/latest-all.json.bz2?languages=en,zh&sitelinks=3'",
                "--source",
                "'wikipedia="
                    + english
                    + "pages-articles-multistream.xml.bz2?ids="
                    + english
                    + "page_props.sql.gz'",
                "--output full --resume"),
            "about 125 GB",
            "two days",
            "300 GB"));
  }

  @Override
  public Integer call() {
    if (!from.matches("https?://[^\\s/]+.*")) {
      throw CommandFailure.usage(
          "--from is '" + from + "'; an address such as https://host/folder is allowed");
    }
    if (asJson) {
      KgJson.print(terminal, this::fill);
      return ExitCode.OK;
    }
    for (Offer offer : offers()) {
      terminal.out().println(offer.name + ": " + offer.holds);
      terminal
          .out()
          .println(
              "  download " + offer.download + ", time " + offer.time + ", disk " + offer.disk);
      terminal.out().println("  " + offer.command());
      terminal.out().println();
    }
    terminal
        .out()
        .println("Times are for two cores and 5 MB/s. What each source reads: docs/sources.md");
    return ExitCode.OK;
  }

  private void fill(ObjectNode json) {
    ArrayNode all = json.putArray("sources");
    for (Offer offer : offers()) {
      all.addObject()
          .put("name", offer.name)
          .put("holds", offer.holds)
          .put("download", offer.download)
          .put("time", offer.time)
          .put("disk", offer.disk)
          .put("command", offer.command());
    }
  }
}
