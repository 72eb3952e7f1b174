package io.qklm.training;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The rooms of the trainer, and who may enter which. */
@AnalyzeClasses(packages = "io.qklm.training", importOptions = DoNotIncludeTests.class)
class RoomsTest {

  private static final Path SOURCES = Path.of("src", "main", "java", "io", "qklm", "training");
  private static final int LARGEST_ROOM = 35;
  private static final String EXPERIMENTS = "io.qklm.training.experiment..";

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("io.qklm.training.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_BUT_THE_LIST_OF_KINDS_KNOWS_AN_EXPERIMENT =
      noClasses()
          .that()
          .resideOutsideOfPackage(EXPERIMENTS)
          .and()
          .doNotHaveFullyQualifiedName("io.qklm.training.command.TaskKinds")
          .and()
          .doNotHaveFullyQualifiedName("io.qklm.training.TrainingCommand")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(EXPERIMENTS);

  @ArchTest
  static final ArchRule THE_SCALAR_QUANTIZER_IS_AN_EXPERIMENT =
      noClasses()
          .that()
          .resideOutsideOfPackage(EXPERIMENTS)
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("io.qklm.kg.quantize.ScalarQuantizer");

  @ArchTest
  static final ArchRule A_NEW_KIND_OF_TASK_TOUCHES_ITS_ROOM_AND_THE_LIST_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.qklm.training.command",
              "io.qklm.training.configuration",
              "io.qklm.training.release",
              "io.qklm.training.export",
              "io.qklm.training.run")
          .and()
          .doNotHaveFullyQualifiedName("io.qklm.training.command.TaskKinds")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.qklm.training.task.answer..",
              "io.qklm.training.task.salience..",
              "io.qklm.training.task.masked..");

  @ArchTest
  static final ArchRule ONLY_ANSWERS_READ_ANOTHER_TASKS_HEAD =
      slices()
          .matching("io.qklm.training.task.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(
              JavaClass.Predicates.resideInAPackage("io.qklm.training.task.answer"),
              JavaClass.Predicates.resideInAPackage("io.qklm.training.task.annotate"));

  @ArchTest
  static final ArchRule NOBODY_DEPENDS_ON_THE_COMMANDS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.qklm.training.command")
          .and()
          .doNotHaveFullyQualifiedName("io.qklm.training.TrainingCommand")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.qklm.training.command");

  @ArchTest
  static final ArchRule EVERY_ROOM_IS_NULL_MARKED = classes().should(beInANullMarkedPackage());

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " is in no such package"));
        }
      }
    };
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  @Test
  void noRoomIsOverfull() throws IOException {
    Map<Path, Long> rooms =
        sources().stream().collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    assertThat(rooms)
        .isNotEmpty()
        .allSatisfy((room, files) -> assertThat(files).isLessThanOrEqualTo(LARGEST_ROOM));
  }

  @Test
  void publishedEncodersAreNamedWhereBaseModelsAreAndNowhereElse() throws IOException {
    List<Path> naming =
        sources().stream()
            .filter(file -> !file.startsWith(SOURCES.resolve("base")))
            .filter(file -> read(file).toLowerCase(Locale.ROOT).contains("minilm"))
            .toList();
    assertThat(naming).isEmpty();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
