package io.qklm.connect;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The inputs in the likeness of bug reports that this module's tests read; they lie outside. */
public final class SharedCases {

  /** Each has a check in this module. */
  public static final List<String> FOLDERS =
      List.of(
          "01-feed-bom-blank-line",
          "02-feed-leading-space",
          "03-feed-html-entities",
          "04-feed-doctype-rss091",
          "04b-feed-doctype-nbsp",
          "06-feed-textxml-no-charset",
          "08-feed-control-char",
          "10-feed-same-guid",
          "11-feed-relative-links",
          "11c-atom-no-base",
          "13-feed-paragraphs",
          "15-feed-double-escaped",
          "17-feed-language-codes",
          "19-feed-redirects",
          "20-feed-is-html",
          "21-feed-addresses",
          "24-feed-rss10",
          "25-feed-script-style",
          "29-atom-xhtml",
          "31-feed-version-space",
          "32-feed-no-version",
          "33-feed-author-categories",
          "80-smt-null-default",
          "82-smt-tombstone",
          "84-smt-nested-field",
          "85-smt-bytes",
          "87-smt-map",
          "89-smt-language",
          "112-html-remnants",
          "157-html-paragraphs");

  private static final Path CASES = Path.of("../../../shared/cases");

  private SharedCases() {}

  /** A folder; without it the test is skipped, and says so. */
  public static Path folder(String name) {
    if (!FOLDERS.contains(name)) {
      throw new IllegalArgumentException(name + " is not in SharedCases.FOLDERS");
    }
    Path folder = CASES.resolve(name);
    assumeTrue(
        Files.isDirectory(folder),
        "the case " + name + " is not here: " + CASES + " lies beside the checkout or nowhere");
    return folder;
  }

  public static byte[] bytes(String folder, String file) {
    try {
      return Files.readAllBytes(folder(folder).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
