package io.qklm.kg.store.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.qklm.kg.alias.Candidate;
import io.qklm.kg.store.build.SurfacePriors.Evidence;
import io.qklm.kg.store.build.SurfacePriors.Named;
import io.qklm.kg.store.build.SurfacePriors.Role;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SurfacePriorsTest {

  private final SurfacePriors priors = new SurfacePriors(Set.of("counts"));

  private static double prior(List<Candidate> candidates, int ordinal) {
    return candidates.stream()
        .filter(candidate -> candidate.ordinal() == ordinal)
        .mapToDouble(Candidate::prior)
        .findFirst()
        .orElse(0);
  }

  @Test
  void popularityDecidesWhereNobodyCounted() {
    List<Candidate> candidates =
        priors.candidates(
            List.of(
                new Named(1, 0.5f, Role.LABEL),
                new Named(2, 0.5f, Role.ALIAS),
                new Named(3, 0.5f, Role.LAST_NAME)),
            List.of());
    assertThat(candidates).extracting(Candidate::ordinal).containsExactly(1, 2, 3);
    assertThat(prior(candidates, 1)).isCloseTo(4.0 / 7, within(1e-4));
    assertThat(prior(candidates, 2)).isCloseTo(2.0 / 7, within(1e-4));
    assertThat(prior(candidates, 3)).isCloseTo(1.0 / 7, within(1e-4));
  }

  @Test
  void aProminentBearerOfALastNameBeatsAnObscureNamesake() {
    List<Candidate> obama =
        priors.candidates(
            List.of(new Named(1, 0.9f, Role.LAST_NAME), new Named(2, 0.3f, Role.LABEL)), List.of());
    assertThat(obama.get(0).ordinal()).isEqualTo(1);
  }

  @Test
  void anEntityWithSeveralRolesHasItsBest() {
    List<Candidate> candidates =
        priors.candidates(
            List.of(new Named(1, 0, Role.ALIAS), new Named(1, 0, Role.LABEL)), List.of());
    assertThat(candidates).hasSize(1);
    assertThat(prior(candidates, 1)).isCloseTo(1, within(1e-4));
  }

  @Test
  void countsAddUpAndAreDividedByTheirSum() {
    List<Candidate> candidates =
        priors.candidates(
            List.of(),
            List.of(
                new Evidence(1, "counts", 20),
                new Evidence(1, "counts", 10),
                new Evidence(2, "counts", 10)));
    assertThat(prior(candidates, 1)).isCloseTo(0.75, within(1e-4));
    assertThat(prior(candidates, 2)).isCloseTo(0.25, within(1e-4));
  }

  @Test
  void probabilitiesStayAndTheGreatestSpellingCounts() {
    List<Candidate> candidates =
        priors.candidates(
            List.of(), List.of(new Evidence(1, "guesses", 0.2), new Evidence(1, "guesses", 0.3)));
    assertThat(prior(candidates, 1)).isCloseTo(0.3, within(1e-4));
    candidates =
        priors.candidates(
            List.of(), List.of(new Evidence(1, "guesses", 0.9), new Evidence(2, "guesses", 0.9)));
    assertThat(prior(candidates, 1)).isCloseTo(0.5, within(1e-4));
  }

  @Test
  void sourcesThatKnowTheSurfaceAreAveragedAndBlendedWithPopularity() {
    List<Candidate> candidates =
        priors.candidates(
            List.of(new Named(3, 0.1f, Role.LABEL)),
            List.of(new Evidence(1, "counts", 4), new Evidence(2, "guesses", 0.6)));
    assertThat(prior(candidates, 1)).isCloseTo(0.7 * 0.5, within(1e-4));
    assertThat(prior(candidates, 2)).isCloseTo(0.7 * 0.3, within(1e-4));
    assertThat(prior(candidates, 3)).isCloseTo(0.3, within(1e-4));
  }

  @Test
  void keepsTheBestSixtyFour() {
    List<Named> names =
        IntStream.range(0, 100).mapToObj(i -> new Named(i, i / 100f, Role.LABEL)).toList();
    List<Candidate> candidates = priors.candidates(names, List.of());
    assertThat(candidates).hasSize(64);
    assertThat(candidates.get(0).ordinal()).isEqualTo(99);
    assertThat(candidates.get(63).ordinal()).isEqualTo(36);
    assertThat(priors.candidates(List.of(), List.of())).isEmpty();
  }

  @Property(tries = 500)
  void neverAddUpToMoreThanOne(
      @ForAll("names") List<Named> names, @ForAll("evidence") List<Evidence> evidence) {
    List<Candidate> candidates = priors.candidates(names, evidence);
    float sum = 0;
    for (Candidate candidate : candidates) {
      sum += candidate.prior();
    }
    assertThat(sum).isLessThanOrEqualTo(1f);
    assertThat(candidates).extracting(Candidate::ordinal).doesNotHaveDuplicates();
    assertThat(candidates).isSortedAccordingTo((a, b) -> Float.compare(b.prior(), a.prior()));
  }

  @Provide
  Arbitrary<List<Named>> names() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 200),
            Arbitraries.floats().between(0, 1),
            Arbitraries.of(Role.values()))
        .as(Named::new)
        .list()
        .ofMaxSize(150);
  }

  @Provide
  Arbitrary<List<Evidence>> evidence() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 200),
            Arbitraries.of("counts", "guesses", "more"),
            Arbitraries.doubles().between(0.01, 1000))
        .as(
            (ordinal, source, weight) ->
                new Evidence(ordinal, source, source.equals("counts") ? weight : weight / 1000))
        .list()
        .ofMaxSize(150);
  }
}
