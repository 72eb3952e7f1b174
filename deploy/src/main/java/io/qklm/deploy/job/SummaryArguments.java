package io.qklm.deploy.job;

import io.qklm.model.SummaryForm;
import picocli.CommandLine.Option;

/**
 * What summaries are like, for any command that makes them and takes this by {@code @Mixin}.
 * Picocli fills the fields.
 */
public final class SummaryArguments {

  @Option(
      names = "--summary-sentences",
      paramLabel = "N",
      defaultValue = "3",
      description = "Sentences of a summary at most. Default: ${DEFAULT-VALUE}.")
  private int sentences = SummaryForm.defaults().sentences();

  @Option(
      names = "--summary-characters",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Characters of a summary at most, 0 for no limit; sentences are never cut. Default:"
              + " ${DEFAULT-VALUE}.")
  private int characters = SummaryForm.UNLIMITED;

  @Option(
      names = "--entity-summaries",
      description = "Tell the sentence that says most of each linked entity.")
  private boolean ofEntities;

  @Option(
      names = "--summarizer",
      paramLabel = "DIR",
      defaultValue = "",
      description =
          "Folder of an encoder-decoder that writes summaries, as Hugging Face Optimum exports it,"
              + " under this path on every worker. Without it summaries are sentences of the text.")
  private String summarizer = "";

  /**
   * The form that was asked for.
   *
   * @throws IllegalArgumentException with a sentence when a value is out of its range
   */
  public SummaryForm form() {
    return SummaryForm.defaults()
        .withSentences(sentences)
        .withMaxCharacters(characters)
        .withOfEntities(ofEntities)
        .withSummarizer(summarizer);
  }
}
