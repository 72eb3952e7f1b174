package io.qklm.model;

import io.qklm.document.SegmentedText;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.model.annotate.TextReader.Reading;
import io.qklm.model.annotate.TextReader.TitleReading;
import io.qklm.model.annotate.TitledText;
import io.qklm.model.answer.QuestionAnswerer;
import io.qklm.model.encoding.DocumentEncoder;
import io.qklm.model.encoding.EncodedDocument;
import io.qklm.model.linking.EntityLinker;
import io.qklm.model.linking.Link;
import io.qklm.model.linking.LinkingOptions;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.model.linking.WeighedMention;
import io.qklm.model.resolve.OpenDocument;
import io.qklm.model.stage.Stage;
import io.qklm.model.stage.StageTimes;
import java.util.List;
import java.util.Optional;

/** A published sentence encoder and the linker over its vectors. Owns the natives. */
record ZeroShotModel(Natives natives, QklmOptions options, LinkingWeights weights)
    implements OpenedModel {

  @Override
  public Texts over(KnowledgeSnapshot snapshot) {
    LinkingOptions linking =
        new LinkingOptions(
            options.candidates(), options.nilThreshold(LinkingOptions.THRESHOLD), weights);
    return new Zero(natives.documentEncoder(), new EntityLinker(snapshot, linking));
  }

  private record Zero(DocumentEncoder encoder, EntityLinker linker) implements Texts {

    @Override
    public Reading read(TitledText titled, StageTimes times) {
      SegmentedText text = titled.text();
      EncodedDocument encoded = encode(text);
      times.end(Stage.ENCODE);
      List<Link> links = linker.link(encoded, text::holdsName, times);
      TitleReading title =
          titled
              .title()
              .map(one -> title(one, times))
              .orElseGet(() -> new TitleReading(titled.repeated(links), 0));
      return new Reading(text, encoded, links, title, List.of());
    }

    private TitleReading title(SegmentedText title, StageTimes times) {
      EncodedDocument encoded = encode(title);
      times.end(Stage.ENCODE);
      return new TitleReading(linker.link(encoded, title::holdsName, times), encoded.tokens());
    }

    private EncodedDocument encode(SegmentedText text) {
      return encoder.encode(text.text(), text.spans());
    }

    @Override
    public List<WeighedMention> weigh(TitledText titled) {
      return linker.weigh(encode(titled.text()), titled.text()::holdsName);
    }

    @Override
    public Optional<OpenDocument> open(TitledText text) {
      return Optional.empty();
    }

    @Override
    public List<ModelRun> runs(SegmentedText text) {
      return encoder.windows(text.text(), text.spans()).stream()
          .map(ids -> new ModelRun(ids.length, () -> encoder.run(ids)))
          .toList();
    }

    @Override
    public float[] vector(String text, int maxTokens) {
      return encoder.encodeShort(text, maxTokens);
    }

    @Override
    public float[] embed(String text) {
      return encoder.encodeShort(text, EntityVerbalizer.MAX_TOKENS);
    }

    @Override
    public Optional<QuestionAnswerer> answerer() {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    natives.close();
  }
}
