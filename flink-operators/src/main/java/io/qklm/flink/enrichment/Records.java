package io.qklm.flink.enrichment;

import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.Rejection;
import java.io.Serializable;
import java.util.Optional;
import org.apache.flink.annotation.Internal;
import org.jspecify.annotations.Nullable;

/** A job's records, as the operators see them: what the user's binding says. */
@Internal
public interface Records<IN, OUT> extends Serializable {

  /**
   * What is in a record: a document, or why there is none; neither for one that goes on as it is.
   */
  record Content(Optional<Document> document, Optional<Rejection> rejection) {

    /** Nothing to enrich and nothing wrong. */
    public static final Content NONE = new Content(Optional.empty(), Optional.empty());

    public static Content of(Document document) {
      return new Content(Optional.of(document), Optional.empty());
    }

    public static Content of(Rejection rejection) {
      return new Content(Optional.empty(), Optional.of(rejection));
    }
  }

  Content read(IN element);

  OUT enriched(IN element, Enrichment enrichment);

  OUT rejected(IN element, Rejection rejection);

  OUT passed(IN element);

  /** Records of equal keys keep their order; null for one that has no place in any order. */
  @Nullable Object key(IN element);
}
