package io.qklm.kg.source.dbpedia;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The DBpedia index, unpacked to a temporary folder and read through a class loader that sees the
 * old Lucene and nothing of ours. Closing removes the folder and the class loader.
 */
final class IsolatedDbpediaIndex implements Iterator<Map<String, List<String>>>, Closeable {

  static final String DATA_JAR = "org.apache.stanbol.data.sites.dbpedia-";
  static final String LUCENE_JAR = "lucene-core-3.6";
  static final String READER_JAR = "qklm-dbpedia-index";

  private static final String READER_CLASS = "io.qklm.dbpedia.DbpediaIndex";
  private static final String INDEX_ARCHIVE = "dbpedia_43k.solrindex.zip";
  private static final String INDEX_FOLDER = "/data/index/";

  /** The index takes 110 MB; whatever claims far more is not it. */
  private static final long LARGEST_INDEX = 1L << 30;

  private final Path unpacked;
  private final URLClassLoader loader;
  private final Iterator<Map<String, List<String>>> documents;

  private IsolatedDbpediaIndex(
      Path unpacked, URLClassLoader loader, Iterator<Map<String, List<String>>> documents) {
    this.unpacked = unpacked;
    this.loader = loader;
    this.documents = documents;
  }

  /**
   * Opens the index.
   *
   * @param folder holds the data's jar, Lucene's and the reader's (or the reader's classes in
   *     {@code qklm-dbpedia-index/})
   * @throws IOException if one of them is missing or the index cannot be read; the message names it
   */
  static IsolatedDbpediaIndex open(Path folder) throws IOException {
    Path data = find(folder, DATA_JAR);
    URL[] classPath = {url(find(folder, LUCENE_JAR)), url(find(folder, READER_JAR))};
    Path unpacked = Files.createTempDirectory("qklm-dbpedia-");
    try {
      unpack(data, unpacked);
      URLClassLoader loader = new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader());
      try {
        return new IsolatedDbpediaIndex(unpacked, loader, reader(loader, unpacked));
      } catch (IOException | RuntimeException e) {
        loader.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      delete(unpacked);
      throw e;
    }
  }

  private static Path find(Path folder, String prefix) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IOException(
          "there is no folder "
              + folder
              + "; the format dbpedia takes the folder with the index's jar");
    }
    try (Stream<Path> files = Files.list(folder)) {
      Optional<Path> found =
          files
              .filter(file -> file.getFileName().toString().startsWith(prefix))
              .sorted()
              .findFirst();
      return found.orElseThrow(
          () ->
              new IOException(
                  "there is no file "
                      + prefix
                      + "* in "
                      + folder
                      + "; build the project again, which puts it there"));
    }
  }

  private static URL url(Path file) throws MalformedURLException {
    return file.toUri().toURL();
  }

  private static void unpack(Path data, Path target) throws IOException {
    try (ZipInputStream jar = zip(Files.newInputStream(data))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        if (entry.getName().endsWith("/" + INDEX_ARCHIVE)) {
          unpackIndex(zip(jar), target);
          return;
        }
      }
    }
    throw new IOException("the jar " + data + " holds no " + INDEX_ARCHIVE);
  }

  private static ZipInputStream zip(InputStream in) {
    return new ZipInputStream(new BufferedInputStream(in, 1 << 16));
  }

  private static void unpackIndex(ZipInputStream archive, Path target) throws IOException {
    long left = LARGEST_INDEX;
    for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
      int cut = entry.getName().indexOf(INDEX_FOLDER);
      String name = cut < 0 ? "" : entry.getName().substring(cut + INDEX_FOLDER.length());
      if (entry.isDirectory() || name.isEmpty() || name.contains("/") || name.contains("..")) {
        continue;
      }
      try (OutputStream out = Files.newOutputStream(target.resolve(name))) {
        left -= copy(archive, out, left);
      }
    }
  }

  private static long copy(InputStream in, OutputStream out, long most) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      copied += read;
      if (copied > most) {
        throw new IOException(
            "the index claims more than " + LARGEST_INDEX + " bytes; it was left");
      }
      out.write(buffer, 0, read);
    }
    return copied;
  }

  @SuppressWarnings("unchecked") // the reader's class is ours; it cannot be named from here
  private static Iterator<Map<String, List<String>>> reader(ClassLoader loader, Path index)
      throws IOException {
    try {
      return (Iterator<Map<String, List<String>>>)
          loader.loadClass(READER_CLASS).getConstructor(File.class).newInstance(index.toFile());
    } catch (ReflectiveOperationException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new IOException("the DBpedia index cannot be opened: " + reason, e);
    }
  }

  @Override
  public boolean hasNext() {
    return documents.hasNext();
  }

  @Override
  public Map<String, List<String>> next() {
    return documents.next();
  }

  /** The reader first, then its classes, then its files. */
  @Override
  public void close() throws IOException {
    try {
      if (documents instanceof Closeable reader) {
        reader.close();
      }
    } finally {
      try {
        loader.close();
      } finally {
        delete(unpacked);
      }
    }
  }

  private static void delete(Path folder) {
    List<Path> paths = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      walk.sorted(Comparator.reverseOrder()).forEach(paths::add);
      for (Path path : paths) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the temporary folder " + folder + " cannot be removed", e);
    }
  }
}
