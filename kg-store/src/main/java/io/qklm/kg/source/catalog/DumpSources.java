package io.qklm.kg.source.catalog;

import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceOptions;
import io.qklm.kg.source.address.AddressOptions;
import io.qklm.kg.source.address.Addresses;
import io.qklm.kg.source.dbpedia.dump.DbpediaDumpSource;
import io.qklm.kg.source.lines.SourceFile;
import io.qklm.kg.source.wikidata.WikidataOptions;
import io.qklm.kg.source.wikidata.WikidataSource;
import io.qklm.kg.source.wikipedia.WikipediaOptions;
import io.qklm.kg.source.wikipedia.WikipediaSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Dumps at a place: a file, a folder of its parts, a list of them, or an address. */
final class DumpSources {

  private static final String LIST = ".txt";
  private static final String PAGES = ".*pages-(?:articles|meta-current).*\\.xml.*";
  private static final String NO_PAGES = ".*(?:-index|-rss|md5|sha1).*|.*\\.7z";
  private static final String XML = ".*\\.xml(?:\\.gz|\\.bz2)?";
  private static final String TRIPLES = ".*\\.(?:nt|ttl)(?:\\.gz|\\.bz2)?";

  private DumpSources() {}

  static List<KnowledgeSource> wikidata(String place, SourceOptions given) {
    return List.of(
        new WikidataSource(
            Addresses.open(place, AddressOptions.of(given)), WikidataOptions.of(given)));
  }

  /** A source for each part, since each has a head of its own. */
  static List<KnowledgeSource> wikipedia(String place, SourceOptions given) {
    AddressOptions how = AddressOptions.of(given);
    WikipediaOptions options = WikipediaOptions.of(given);
    AddressOptions beside =
        new AddressOptions(Optional.empty(), Optional.empty(), how.proxy(), how.mirror());
    Optional<SourceFile> ids = options.ids().map(table -> Addresses.open(table, beside));
    List<SourceFile> views = new ArrayList<>();
    for (String hours : options.views()) {
      views.addAll(files(hours, ".*", beside));
    }
    List<SourceFile> parts = new ArrayList<>();
    if (!Addresses.isAddress(place) && Files.isDirectory(Path.of(place))) {
      List<Path> all = inFolder(Path.of(place), XML);
      List<Path> pages = all.stream().filter(file -> name(file).matches(PAGES)).toList();
      parts.addAll(
          each(
              (pages.isEmpty() ? all : pages)
                  .stream().filter(file -> !name(file).matches(NO_PAGES)).toList(),
              how));
      if (parts.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no dump in " + place + ": it has no file like pages-articles.xml.bz2");
      }
    } else {
      parts.addAll(files(place, XML, how));
    }
    List<KnowledgeSource> sources = new ArrayList<>();
    for (SourceFile part : parts) {
      // Views are of the wiki and not of a part of it.
      List<SourceFile> hours = sources.isEmpty() ? views : List.of();
      sources.add(new WikipediaSource(part, ids, hours, options));
    }
    return sources;
  }

  static List<KnowledgeSource> dbpedia(String place, SourceOptions given) {
    return List.of(
        DbpediaDumpSource.of(place, files(place, TRIPLES, AddressOptions.of(given)), given));
  }

  /** The files at a place: itself, those of a folder by name, or those that a list names. */
  private static List<SourceFile> files(String place, String wanted, AddressOptions how) {
    if (!Addresses.isAddress(place)) {
      Path path = Path.of(place);
      if (Files.isDirectory(path)) {
        List<SourceFile> files = each(inFolder(path, wanted), how);
        if (files.isEmpty()) {
          throw new IllegalArgumentException("there is nothing to read in the folder " + place);
        }
        return files;
      }
      if (place.endsWith(LIST) && Files.isRegularFile(path)) {
        return listed(path, how);
      }
    }
    return List.of(Addresses.open(place, how));
  }

  /** Files of a folder, each held against its own digest where a file of digests is given. */
  private static List<SourceFile> each(List<Path> files, AddressOptions how) {
    if (how.digest().isPresent() && files.size() > 1) {
      throw new IllegalArgumentException(
          "one digest is given for "
              + files.size()
              + " files; name a file of digests with the option 'sums', or a single file");
    }
    return files.stream().map(file -> Addresses.open(file.toString(), how)).toList();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static List<Path> inFolder(Path folder, String wanted) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> name(file).matches(wanted))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be listed", e);
    }
  }

  /** A line each; what follows a {@code #} at the front of a line is a remark. */
  private static List<SourceFile> listed(Path list, AddressOptions how) {
    try {
      List<SourceFile> files =
          Files.readAllLines(list).stream()
              .map(String::strip)
              .filter(line -> !line.isEmpty() && !line.startsWith("#"))
              .map(
                  line ->
                      Addresses.isAddress(line) || Path.of(line).isAbsolute()
                          ? Addresses.open(line, how)
                          : Addresses.open(list.resolveSibling(line).toString(), how))
              .toList();
      if (files.isEmpty()) {
        throw new IllegalArgumentException("the list " + list + " names no file");
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("the list " + list + " cannot be read", e);
    }
  }
}
