package io.qklm.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Tells the language of a short text by the words that every text of a language has. Where letters
 * are too few for a statistic, "the" still is English.
 */
final class FunctionWords {

  private static final int MOST_WORDS = 120;

  private static final Map<String, Set<String>> WORDS =
      new TreeMap<>(
          Map.ofEntries(
              words(
                  "en",
                  "the of and to in is was for on with as at by from that it he she they his her has"
                      + " have had are were be been this not who will would said after over an"),
              words(
                  "de",
                  "der die das und in ist zu den von mit auf für im dem nicht ein eine des sich auch"
                      + " an er sie es wird bei nach aus war hat wie zum zur über vor"),
              words(
                  "fr",
                  "le la les de des du et en un une est à au aux dans que qui pour par sur pas il elle"
                      + " ce cette se son sa ses avec ont été sont ne on plus"),
              words(
                  "es",
                  "el la los las de del y en un una es a que por para con se su al lo no ha han fue"
                      + " como más pero sus este esta"),
              words(
                  "it",
                  "il lo la i gli le di del della dei e in un una è a al che per con si da dal non ha"
                      + " sono nel nella come più ma"),
              words(
                  "pt",
                  "o a os as de do da dos das e em no na um uma é que por para com se não ao foi mais"
                      + " como mas sua seu"),
              words(
                  "nl",
                  "de het een en van in is dat op te met voor zijn niet aan er die was ook als bij"
                      + " naar maar door over om"),
              words("sv", "och i att det som en på är av för med den till inte har om ett var han"),
              words("da", "og i at det som en på er af for med den til ikke har om et var han de"),
              words("no", "og i at det som en på er av for med den til ikke har om et var han de"),
              words("fi", "ja on ei että se oli hän mutta kun myös ovat joka sen ole kuin"),
              words("pl", "i w na z do się nie jest że to jak od o po za przez dla jego ale są"),
              words("tr", "ve bir bu da de için ile çok olarak daha gibi var ne ama en sonra"),
              words(
                  "id", "yang dan di dari ke untuk pada dengan ini itu adalah tidak dalam akan")));

  private FunctionWords() {}

  private static Map.Entry<String, Set<String>> words(String language, String words) {
    return Map.entry(
        language, Arrays.stream(words.split(" ", -1)).collect(Collectors.toUnmodifiableSet()));
  }

  /** The language that has most of the words of {@code text}; empty if none or several have. */
  static Optional<String> language(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{M}]+", -1)) {
      if (!word.isEmpty() && words.size() < MOST_WORDS) {
        words.add(word);
      }
    }
    Map<String, Integer> hits = new HashMap<>();
    WORDS.forEach(
        (language, known) ->
            hits.put(language, (int) words.stream().filter(known::contains).count()));
    int most = hits.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<String> best =
        hits.entrySet().stream()
            .filter(entry -> entry.getValue() == most)
            .map(Map.Entry::getKey)
            .toList();
    return most > 0 && best.size() == 1 ? Optional.of(best.get(0)) : Optional.empty();
  }
}
