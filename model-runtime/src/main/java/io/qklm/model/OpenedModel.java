package io.qklm.model;

import io.qklm.document.SegmentedText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.TextReader.Reading;
import io.qklm.model.annotate.TitledText;
import io.qklm.model.answer.QuestionAnswerer;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.stage.StageTimes;
import java.util.List;
import java.util.Optional;

/** The native parts of a bundle of either kind. Safe for any number of threads. */
sealed interface OpenedModel extends AutoCloseable permits ZeroShotModel, TrainedModel {

  /** Reads texts over one epoch. */
  interface Texts {

    /**
     * Sentence vectors, names and links of {@code text}, links of its title too.
     *
     * @param times its clock runs; told of each stage as it ends
     */
    Reading read(TitledText text, StageTimes times);

    /** What each mention of {@code text} may mean, also where no link is made of it. */
    List<WeighedMention> weigh(TitledText text);

    /** What is to be decided of {@code text}; empty where nothing was trained to decide. */
    Optional<OpenDocument> open(TitledText text);

    /** The runs that {@link #read} does for a text without title, made ready. */
    List<ModelRun> runs(SegmentedText text);

    /** The unit vector of a short text, cut to {@code maxTokens}, to compare with sentences. */
    float[] vector(String text, int maxTokens);

    /** The vector of a short text as the knowledge's entities have theirs. */
    float[] embed(String text);

    /** Answers questions; empty where the bundle has no head for that. */
    Optional<QuestionAnswerer> answerer();
  }

  /** A reader over {@code snapshot}, at the cost of a few objects. */
  Texts over(KnowledgeSnapshot snapshot);

  @Override
  void close();
}
