package io.qklm.dbpedia;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.lucene.document.Fieldable;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.store.FSDirectory;

/**
 * The stored fields of every document of the index, one map a document: field name to its values in
 * order. Names are the index's own, such as {@code @en/rdfs:label/}.
 */
public final class DbpediaIndex implements Iterator<Map<String, List<String>>>, Closeable {

  private final FSDirectory directory;
  private final IndexReader reader;
  private int next;

  /**
   * Opens the index for reading.
   *
   * @param folder the folder with the {@code segments} files
   * @throws IOException if there is no index that Lucene 3.6 can read
   */
  public DbpediaIndex(File folder) throws IOException {
    this.directory = FSDirectory.open(folder);
    try {
      this.reader = IndexReader.open(directory);
    } catch (IOException e) {
      directory.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    while (next < reader.maxDoc() && reader.isDeleted(next)) {
      next++;
    }
    return next < reader.maxDoc();
  }

  @Override
  public Map<String, List<String>> next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the index has no further document");
    }
    Map<String, List<String>> values = new LinkedHashMap<>();
    try {
      for (Fieldable field : reader.document(next++).getFields()) {
        String value = field.stringValue();
        if (value != null) {
          values.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(value);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("document " + (next - 1) + " of the index cannot be read", e);
    }
    return values;
  }

  @Override
  public void close() throws IOException {
    try {
      reader.close();
    } finally {
      directory.close();
    }
  }
}
