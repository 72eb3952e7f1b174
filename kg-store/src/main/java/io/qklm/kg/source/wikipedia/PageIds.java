package io.qklm.kg.source.wikipedia;

import io.qklm.kg.EntityId;
import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.SourcePosition;
import io.qklm.kg.source.lines.ResumableInput;
import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * By which id the entity of a page is known elsewhere: on Wikidata, by the table {@code
 * page_props}, or in the English edition, by {@code langlinks}. Eight bytes a page, and for English
 * titles the title.
 */
final class PageIds {

  private static final int MOST_PAGE_DIGITS = 9;

  private long[] entries = new long[1024];
  private int size;
  private final List<byte[]> titles = new ArrayList<>();
  private boolean wikidata;

  private PageIds() {}

  /** Knows nothing. */
  static PageIds none() {
    return new PageIds();
  }

  /**
   * Reads a table.
   *
   * @throws IOException if it cannot be read or is another table
   */
  static PageIds read(SourceFile file, KnowledgeSink sink) throws IOException {
    PageIds ids = new PageIds();
    try (InputStream in = ResumableInput.open(file, SourcePosition.START)) {
      if (!SqlRows.read(in, (table, values) -> ids.row(table, values))) {
        sink.incomplete(file.name(), "the table ends within a row; fetch it again");
      }
    } catch (SourceFailure e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          file.name() + " cannot be read as a table of ids: " + e.getMessage(), e);
    }
    ids.entries = Arrays.copyOf(ids.entries, ids.size);
    Arrays.sort(ids.entries);
    if (ids.size == 0) {
      sink.note(file.name() + " names no page's id; entities are known by their titles");
    }
    return ids;
  }

  private void row(String table, List<String> values) throws IOException {
    switch (table) {
      case "page_props" -> {
        if (values.size() >= 3
            && values.get(1).equals("wikibase_item")
            && values.get(2).matches("[Qq][0-9]{1,9}")
            && page(values.get(0))) {
          wikidata = true;
          add(Long.parseLong(values.get(0)), Long.parseLong(values.get(2).substring(1)));
        }
      }
      case "langlinks" -> {
        if (values.size() >= 3
            && values.get(1).equals("en")
            && !values.get(2).isBlank()
            && page(values.get(0))) {
          add(Long.parseLong(values.get(0)), titles.size());
          titles.add(SqlRows.utf8(values.get(2)).getBytes(StandardCharsets.UTF_8));
        }
      }
      default ->
          throw new IOException(
              "it is the table '" + table + "'; page_props and langlinks name ids of pages");
    }
  }

  private static boolean page(String number) {
    return number.length() <= MOST_PAGE_DIGITS && number.matches("[0-9]+");
  }

  private void add(long page, long value) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, size * 2);
    }
    entries[size++] = page << 32 | value;
  }

  /** The id of a page's entity, if it is known. */
  Optional<EntityId> of(long page) {
    if (page <= 0 || page >= 1L << 31) {
      return Optional.empty();
    }
    int found = Arrays.binarySearch(entries, 0, size, page << 32);
    int place = found < 0 ? -found - 1 : found;
    if (place == size || entries[place] >>> 32 != page) {
      return Optional.empty();
    }
    int value = (int) entries[place];
    return wikidata
        ? Optional.of(new EntityId("Q" + Integer.toUnsignedString(value)))
        : SiteInfo.titleId("enwiki", new String(titles.get(value), StandardCharsets.UTF_8));
  }
}
