package io.qklm.training.data;

import static java.util.Map.entry;

import java.util.Map;

/**
 * A set and what its origin says of its use.
 *
 * @param set its name and who made it
 * @param licence as stated there
 * @param open whether weights learned from it may go anywhere
 */
public record SetOrigin(String set, String licence, boolean open) {

  private static final String RESEARCH = "for research only";

  private static final Map<String, SetOrigin> BY_FORM =
      Map.ofEntries(
          entry(
              "aida",
              new SetOrigin(
                  "AIDA-CoNLL (Hoffart et al. 2011) on CoNLL-2003 (Tjong Kim Sang and De Meulder"
                      + " 2003)",
                  "annotations CC BY-SA 3.0; the texts are Reuters', " + RESEARCH,
                  false)),
          entry(
              "conll2003",
              new SetOrigin(
                  "CoNLL-2003 (Tjong Kim Sang and De Meulder 2003)",
                  "the texts are Reuters', " + RESEARCH,
                  false)),
          entry(
              "btc",
              new SetOrigin("Broad Twitter Corpus (Derczynski et al. 2016)", "CC BY 4.0", true)),
          entry("wnut17", new SetOrigin("WNUT 2017 (Derczynski et al. 2017)", "CC BY 4.0", true)),
          entry(
              "crossner",
              new SetOrigin(
                  "CrossNER (Liu et al. 2021)", "MIT; the texts are Wikipedia's, CC BY-SA", true)),
          entry(
              "docred",
              new SetOrigin(
                  "Re-DocRED (Tan et al. 2022) on DocRED (Yao et al. 2019)",
                  "MIT; the texts are Wikipedia's, CC BY-SA",
                  true)),
          entry(
              "fewrel",
              new SetOrigin(
                  "FewRel (Han et al. 2018)", "MIT; the texts are Wikipedia's, CC BY-SA", true)),
          entry(
              "abstracts",
              new SetOrigin(
                  "abstracts of DBpedia (2013), linked by facts of the development knowledge",
                  "CC BY-SA 3.0; the facts are under their sources' licences",
                  true)),
          entry(
              "gum",
              new SetOrigin(
                  "GUM (Zeldes 2017): its news, interviews, biographies and travel guides",
                  "annotations CC BY 4.0; the texts are Wikinews' (CC BY 2.5), Wikipedia's and"
                      + " Wikivoyage's (CC BY-SA 3.0)",
                  true)),
          entry(
              "simplequestions",
              new SetOrigin(
                  "SimpleQuestions (Bordes et al. 2015) over Wikidata (Diefenbach et al. 2017)",
                  "CC BY 3.0",
                  true)),
          entry(
              "fb15k237",
              new SetOrigin(
                  "FB15k-237 (Toutanova and Chen 2015) with Wikidata's words",
                  "Freebase CC BY 2.5, Wikidata CC0",
                  true)),
          entry(
              "codex-m",
              new SetOrigin(
                  "CoDEx-M (Safavi and Koutra 2020) with the words of the development knowledge",
                  "MIT, Wikidata CC0; the words are under their sources' licences",
                  true)),
          entry(
              "sports",
              new SetOrigin(
                  "reports of games that nobody played, written here from teams and players of the"
                      + " development knowledge",
                  "ours; the names are under their sources' licences",
                  true)),
          entry(
              "dispatches",
              new SetOrigin(
                  "dispatches of news that never happened, written here from names of the"
                      + " development knowledge",
                  "ours; the names are under their sources' licences",
                  true)),
          entry(
              "linked-news",
              new SetOrigin(
                  "Wikipedia's current events of 2025 and 2026, whose links are names",
                  "CC BY-SA 4.0; kinds are the development knowledge's",
                  true)),
          entry(
              "multiconer",
              new SetOrigin(
                  "MultiCoNER 1 and 2 (Malmasi et al. 2022, Fetahu et al. 2023), English, without"
                      + " every tenth block",
                  "CC BY 4.0",
                  true)),
          entry(
              "uner",
              new SetOrigin(
                  "Universal NER (Mayhew et al. 2024) on the English Web Treebank, without every"
                      + " tenth block",
                  "CC BY-SA 4.0",
                  true)),
          entry("wikigold", new SetOrigin("WikiGold (Balasuriya et al. 2009)", "CC BY 4.0", true)),
          entry(
              "wikineural",
              new SetOrigin(
                  "WikiNEuRal (Tedeschi et al. 2021)", "CC BY-NC-SA 4.0, not commercial", false)),
          entry(
              "cnndm",
              new SetOrigin(
                  "CNN/DailyMail (Hermann et al. 2015)",
                  "the texts are the papers', " + RESEARCH,
                  false)));

  /** The set of a configuration's {@code form}; closed where nothing is recorded. */
  public static SetOrigin of(String form) {
    return BY_FORM.getOrDefault(
        form, new SetOrigin("sets of the form " + form, "not recorded; ask before use", false));
  }
}
