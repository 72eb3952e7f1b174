package io.qklm.training.resolution;

import io.qklm.measure.GoldIds;
import io.qklm.measure.linked.LinkedSet;
import io.qklm.measure.linked.LinkedText;
import io.qklm.training.data.AidaDocuments;
import io.qklm.training.data.AnnotatedText;
import io.qklm.training.data.EntityTitles;
import io.qklm.training.data.GumDocuments;
import io.qklm.training.data.RelationSentences;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Texts with known links by name: {@code simple-wiki}, {@code english-wiki} and {@code
 * current-events}, each with {@code -dev} for the part that nothing is fitted to; {@code gum},
 * {@code fewrel}, {@code aida-train}, {@code aida-dev}.
 */
final class CaseSets {

  private static final String AIDA = "aida-";
  private static final String DEV = "-dev";

  private final Path data;
  private final Map<String, String> idOfTitle;

  CaseSets(Path data) throws IOException {
    this.data = data;
    this.idOfTitle = EntityTitles.read(data.resolve("kg/merged/entities.jsonl.gz"));
  }

  /**
   * Texts of a set.
   *
   * @param limit at most so many, drawn
   * @param seed of the draw
   */
  List<AnnotatedText> read(String name, int limit, long seed) throws IOException {
    List<AnnotatedText> texts = new ArrayList<>(all(name));
    if (limit < texts.size()) {
      Collections.shuffle(texts, new Random(seed));
    }
    return List.copyOf(texts.subList(0, Math.min(limit, texts.size())));
  }

  private List<AnnotatedText> all(String name) throws IOException {
    if (name.startsWith(AIDA)) {
      String part = name.substring(AIDA.length());
      return AidaDocuments.read(
          data.resolve("linking/aida/" + part + ".jsonl.gz"),
          data.resolve("ner/conll2003/eng." + (part.equals("dev") ? "testa" : part) + ".gz"),
          idOfTitle);
    }
    if (name.equals("gum")) {
      return GumDocuments.read(data.resolve("ner/gum/gum.conllu.gz"));
    }
    if (name.equals("fewrel")) {
      return RelationSentences.read(data.resolve("relations/fewrel/val_wiki.json.gz"));
    }
    boolean dev = name.endsWith(DEV);
    String key = dev ? name.substring(0, name.length() - DEV.length()) : name;
    LinkedSet set =
        LinkedSet.named(key)
            .orElseThrow(() -> new IOException("there is no set of linked texts '" + name + "'"));
    List<AnnotatedText> texts = new ArrayList<>();
    for (LinkedText text : set.read(data, dev ? LinkedSet.Part.DEV : LinkedSet.Part.TRAIN)) {
      texts.add(annotated(text));
    }
    return texts;
  }

  private AnnotatedText annotated(LinkedText text) {
    List<AnnotatedText.GoldLink> links = new ArrayList<>();
    for (LinkedText.Link link : text.links()) {
      links.add(
          new AnnotatedText.GoldLink(
              link.span(), GoldIds.of(Optional.empty(), Optional.of(link.page()), idOfTitle)));
    }
    return new AnnotatedText(text.id(), text.text(), Optional.empty(), Optional.of(links), false);
  }
}
