package io.qklm.deploy.page;

import io.qklm.document.MentionExplanation;
import java.io.IOException;
import java.util.List;

/** What a reader of the page can ask for. Called by several threads. */
public interface PageActions {

  /** Somebody looks at the page. Returns at once; may be called more than once. */
  void watched();

  /**
   * Sends a document into the stream.
   *
   * @return the id under which its enrichment will come
   * @throws PageRefusal with a sentence for the reader
   */
  String submit(PastedDocument document) throws PageRefusal;

  /**
   * Publishes an entity; what becomes of it is told by {@link LivePage#update}.
   *
   * @throws PageRefusal with a sentence for the reader
   */
  void publish(NewEntity entity) throws PageRefusal;

  /**
   * Why the links of a document are as they are.
   *
   * @throws IOException if the epoch that it was enriched by cannot be read any more
   */
  List<MentionExplanation> explain(LiveRecord record) throws IOException;
}
