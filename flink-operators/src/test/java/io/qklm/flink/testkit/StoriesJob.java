package io.qklm.flink.testkit;

// snippet: imports
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Summary;
import io.qklm.flink.QklmEnrichment;
import io.qklm.flink.QklmSettings;
import io.qklm.kg.EntityKind;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

// end

/** The example of docs/datastream.md. */
final class StoriesJob {

  // snippet: job
  static final OutputTag<Story> FAILED = new OutputTag<>("failed") {};

  static SingleOutputStreamOperator<Story> stories(
      DataStream<Article> articles, QklmSettings settings) {
    return QklmEnrichment.<Article, Story>builder()
        .settings(settings)
        .document(article -> Document.of(article.id(), article.body()))
        .enriched(StoriesJob::story)
        .rejected((article, rejection) -> new Story(article.id(), "", "", rejection.message()))
        .rejectedTo(FAILED)
        .output(Story.class)
        .build()
        .apply(articles);
  }

  // end

  // snippet: result
  private static Story story(Article article, Enrichment enrichment) {
    String people =
        enrichment.entities().stream()
            .filter(entity -> entity.kind() == EntityKind.PER)
            .map(EntityAnnotation::label)
            .flatMap(Optional::stream)
            .collect(Collectors.joining(", "));
    return new Story(article.id(), enrichment.summary().map(Summary::text).orElse(""), people, "");
  }

  // end

  private StoriesJob() {}
}
