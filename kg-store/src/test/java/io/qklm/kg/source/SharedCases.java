package io.qklm.kg.source;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** The folders of {@code ../shared/cases} that hold knowledge; each has a check in this module. */
public final class SharedCases {

  public static final List<String> FOLDERS =
      List.of(
          "40-wd-mul-labels",
          "41-wd-cut-file",
          "43-wd-no-datatype",
          "44-wd-empty-arrays",
          "45-wd-somevalue",
          "47-wd-quantities",
          "48-wd-ranks",
          "51-wd-lone-surrogate",
          "53-wd-entitydata",
          "55-wd-one-line-array",
          "56-wd-jsonl",
          "60-ttl-bom",
          "61-ttl-iri-space",
          "63-nt-bad-lines",
          "64-ttl-langstring",
          "66-ttl-schema-kinds",
          "69-rdf-other-syntax",
          "70-ttl-escapes",
          "74-csv",
          "75-jsonl-kinds",
          "77-facts-tsv-traps");

  private SharedCases() {}

  /** A folder of the shared cases; the test is skipped, with a line, where it is missing. */
  public static Path folder(String name) {
    Path data = Path.of(System.getProperty("qklm.data", "nowhere/data"));
    Path folder = data.resolveSibling("cases").resolve(name);
    if (!Files.isDirectory(folder)) {
      System.out.println("skipped: there is no " + folder + "; the shared cases are not here");
      Assumptions.abort("no " + folder);
    }
    return folder;
  }
}
