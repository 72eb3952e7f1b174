package io.qklm.benchmarks.linking;

import io.qklm.benchmarks.data.DataDigest;
import io.qklm.benchmarks.data.GoldDocument;
import io.qklm.benchmarks.data.LinkingSets;
import io.qklm.benchmarks.data.Reliability;
import io.qklm.document.Document;
import io.qklm.document.Enrichment;
import io.qklm.document.EntityAnnotation;
import io.qklm.document.Outcome;
import io.qklm.kg.EntityId;
import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.KnowledgeSnapshot;
import io.qklm.measure.Bootstrap;
import io.qklm.model.ModelBundle;
import io.qklm.model.Qklm;
import io.qklm.model.QklmOptions;
import io.qklm.model.linking.LinkingWeights;
import io.qklm.text.CodePointIndex;
import io.qklm.text.Span;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Micro F1 of links on AIDA-CoNLL and KORE50, with all the evidence and with the prior alone. */
@Command(
    name = "linking",
    description = "Micro F1 of entity links: span and entity both right.",
    mixinStandardHelpOptions = true)
public final class LinkingCommand implements Callable<Integer> {

  private static final long SEED = 1;

  @Mixin private io.qklm.benchmarks.DataOption data = new io.qklm.benchmarks.DataOption();

  @Option(
      names = "--knowledge",
      required = true,
      description = "The development knowledge, built by qklm kg build.")
  private Path knowledge = Path.of("");

  @Option(
      names = "--bundle",
      defaultValue = "",
      description =
          "A model bundle's folder, or zero-shot; default: the bundle that comes with the code.")
  private String bundle = "";

  @Option(
      names = "--sets",
      split = ",",
      defaultValue = "aida-dev,kore50",
      description = "aida-train, aida-dev or a set in ELEVANT's form; default: ${DEFAULT-VALUE}.")
  private List<String> sets = List.of();

  @Option(
      names = "--weights",
      split = ",",
      description = "Other weights than the default, in the order of LinkingWeights.")
  private List<Double> weights = List.of();

  @Option(
      names = "--limit",
      defaultValue = "2147483647",
      description = "Documents of a set at most.")
  private int limit;

  @Option(names = "--errors", description = "Also print what went wrong, mention by mention.")
  private boolean errors;

  @Spec private CommandSpec spec;

  /** Fields are filled by picocli. */
  @SuppressWarnings("NullAway.Init")
  public LinkingCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    LinkingSets gold = LinkingSets.in(data.folder());
    ModelBundle model = ModelBundle.named(bundle);
    boolean trained = model.manifest().trained().isPresent();
    try (KnowledgeSnapshot snapshot = KnowledgeSnapshot.open(knowledge)) {
      out.printf(
          "knowledge %s, epoch %d, digest %s; model %s; seed %d%n",
          knowledge, snapshot.manifest().epoch(), snapshot.digest(), model.name(), SEED);
      out.println("date " + LocalDate.now(ZoneOffset.UTC));
      for (String set : sets) {
        out.println("data " + set + " " + DataDigest.of(gold.file(set)));
      }
      out.println(
          "set         linker        docs  F1 covered            F1 all gold           F1 with NIL"
              + "           precision  recall covered  candidate recall: span given  end to end  ECE");
      for (String set : sets) {
        List<GoldDocument> documents = documents(gold, set);
        report(out, set, "qklm", model, snapshot, chosenWeights(), documents);
        if (!trained) {
          report(out, set, "prior alone", model, snapshot, priorAlone(chosenWeights()), documents);
        }
      }
    }
    return 0;
  }

  private List<GoldDocument> documents(LinkingSets gold, String set) throws IOException {
    List<GoldDocument> documents = gold.named(set);
    return documents.subList(0, Math.min(limit, documents.size()));
  }

  private LinkingWeights chosenWeights() {
    if (weights.isEmpty()) {
      return LinkingWeights.defaults();
    }
    return WeightVector.of(weights.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The same linker without any vector: which candidate, and whether, is left to prior and shape.
   */
  private static LinkingWeights priorAlone(LinkingWeights w) {
    double[] values = WeightVector.values(w);
    // The cosines' usual share goes into the bias, so that as many mentions are linked.
    values[0] += 0.25 * (w.sentence() + w.document() + w.coherence());
    values[2] = 0;
    values[3] = 0;
    values[4] = 0;
    return WeightVector.of(values);
  }

  private void report(
      PrintWriter out,
      String set,
      String linker,
      ModelBundle bundle,
      KnowledgeSnapshot snapshot,
      LinkingWeights linkingWeights,
      List<GoldDocument> documents)
      throws IOException {
    List<LinkCounts> counts = new ArrayList<>();
    List<Reliability> links = new ArrayList<>();
    try (Qklm qklm = Qklm.open(bundle, snapshot, QklmOptions.defaults(), linkingWeights)) {
      for (GoldDocument document : documents) {
        Document text = Document.of(document.id(), document.text());
        Outcome outcome = qklm.enrich(List.of(text)).get(0);
        counts.add(
            count(out, document, outcome, WeighedCandidates.of(qklm, text), snapshot, links));
      }
    }
    LinkCounts total = LinkCounts.sum(counts);
    out.printf(
        Locale.ROOT,
        "%-11s %-12s %5d  %-20s  %-20s  %-20s  %9.1f  %14.1f  %28.1f  %10.1f  %.3f%n",
        set,
        linker,
        documents.size(),
        Bootstrap.interval(counts, part -> LinkCounts.sum(part).coveredF1(), SEED),
        Bootstrap.interval(counts, part -> LinkCounts.sum(part).allF1(), SEED),
        Bootstrap.interval(counts, part -> LinkCounts.sum(part).nilF1(), SEED),
        total.precision(),
        total.coveredRecall(),
        total.candidateRecall(),
        total.offeredRecall(),
        Reliability.error(links));
    out.flush();
  }

  private LinkCounts count(
      PrintWriter out,
      GoldDocument document,
      Outcome outcome,
      WeighedCandidates weighed,
      KnowledgeSnapshot snapshot,
      List<Reliability> links) {
    Map<Span, EntityId> predicted = new HashMap<>();
    Set<Span> nil = new HashSet<>();
    Map<Span, Set<String>> gold = new HashMap<>();
    document.mentions().forEach(mention -> gold.put(mention.span(), mention.ids()));
    if (outcome instanceof Enrichment enrichment) {
      for (EntityAnnotation entity : enrichment.entities()) {
        if (entity.entityId().isPresent()) {
          EntityId id = entity.entityId().get();
          predicted.put(entity.span(), id);
          boolean hit = gold.getOrDefault(entity.span(), Set.of()).contains(id.value());
          links.add(new Reliability(entity.score(), hit));
        } else {
          nil.add(entity.span());
        }
      }
    }
    int nilRight = 0;
    CodePointIndex index = CodePointIndex.of(document.text());
    int right = 0;
    int covered = 0;
    int all = 0;
    int candidates = 0;
    int offered = 0;
    for (GoldDocument.GoldMention mention : document.mentions()) {
      EntityId answer = predicted.get(mention.span());
      String surface = index.toUtf16(mention.span()).in(document.text());
      if (mention.isNil()) {
        nilRight += nil.contains(mention.span()) ? 1 : 0;
        say(out, answer != null, document, surface, answer, "NIL");
        continue;
      }
      all++;
      Set<Integer> ordinals = ordinals(snapshot, mention.ids());
      boolean known = !ordinals.isEmpty();
      covered += known ? 1 : 0;
      nilRight += !known && nil.contains(mention.span()) ? 1 : 0;
      candidates += known && isCandidate(snapshot, surface, ordinals) ? 1 : 0;
      boolean said = answer != null || nil.contains(mention.span());
      offered += known && said && weighed.hold(mention.span(), mention.ids()) ? 1 : 0;
      boolean hit = answer != null && mention.ids().contains(answer.value());
      right += hit ? 1 : 0;
      say(out, !hit && known, document, surface, answer, mention.ids().toString());
    }
    return new LinkCounts(
        right,
        predicted.size(),
        covered,
        all,
        candidates,
        offered,
        new LinkCounts.WithNil(
            right + nilRight, predicted.size() + nil.size(), document.mentions().size()));
  }

  private void say(
      PrintWriter out,
      boolean wrong,
      GoldDocument document,
      String surface,
      @Nullable EntityId answer,
      String gold) {
    if (errors && wrong) {
      out.println("  " + document.id() + " '" + surface + "' said " + answer + ", gold " + gold);
    }
  }

  private static Set<Integer> ordinals(KnowledgeSnapshot snapshot, Set<String> ids) {
    Set<Integer> ordinals = new java.util.HashSet<>();
    for (String id : ids) {
      OptionalInt ordinal = snapshot.ordinal(new EntityId(id));
      if (ordinal.isPresent()) {
        ordinals.add(ordinal.getAsInt());
      }
    }
    return ordinals;
  }

  private static boolean isCandidate(
      KnowledgeSnapshot snapshot, String surface, Set<Integer> ordinals) {
    return snapshot.aliases().candidates(surface, 64).stream()
        .map(Candidate::ordinal)
        .anyMatch(ordinals::contains);
  }
}
