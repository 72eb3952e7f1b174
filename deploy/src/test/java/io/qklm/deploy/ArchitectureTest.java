package io.qklm.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import org.jspecify.annotations.NullMarked;

/** The shape of the project as docs/ARCHITECTURE.md draws it. */
@AnalyzeClasses(packages = "io.qklm", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] KNOWLEDGE = {"io.qklm.text..", "io.qklm.kg.."};
  private static final String[] MODEL = {
    "io.qklm.document..", "io.qklm.model..", "io.qklm.stories.."
  };
  private static final String FLINK = "io.qklm.flink..";
  private static final String KAFKA = "io.qklm.kafka..";
  private static final String DEPLOY = "io.qklm.deploy..";

  @ArchTest
  static final ArchRule THE_STORE_KNOWS_NO_OTHER_MODULE =
      noClasses()
          .that()
          .resideInAnyPackage(KNOWLEDGE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              MODEL[0],
              MODEL[1],
              MODEL[2],
              FLINK,
              KAFKA,
              DEPLOY,
              "org.apache.flink..",
              "org.apache.kafka..",
              "ai.onnxruntime..",
              "ai.djl..");

  @ArchTest
  static final ArchRule THE_MODEL_KNOWS_THE_STORE_ALONE =
      noClasses()
          .that()
          .resideInAnyPackage(MODEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FLINK, KAFKA, DEPLOY, "org.apache.flink..", "org.apache.kafka..");

  @ArchTest
  static final ArchRule THE_OPERATORS_KNOW_NOTHING_OF_KAFKA =
      noClasses()
          .that()
          .resideInAPackage(FLINK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(KAFKA, DEPLOY, "org.apache.kafka..")
          .allowEmptyShould(true);

  /** The binding of their records is all that they have to do with it. */
  @ArchTest
  static final ArchRule THE_CONNECTORS_KNOW_THE_OPERATORS_AS_A_USER_DOES =
      noClasses()
          .that()
          .resideInAPackage(KAFKA)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.qklm.flink.*..", DEPLOY)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ROCKSDB_STAYS_IN_THE_STORE =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.qklm.kg..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.rocksdb..");

  @ArchTest
  static final ArchRule NATIVE_INFERENCE_STAYS_IN_THE_MODEL =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.qklm.model..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.onnxruntime..", "ai.djl..");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.qklm.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes().that().resideInAPackage("io.qklm..").should(beInANullMarkedPackage());

  /** The broker's main class is a process of its own, whose output is its log. */
  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_TOUCHES_THE_PROCESS_STREAMS =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.qklm.deploy.cli..")
          .and()
          .doNotHaveFullyQualifiedName("io.qklm.deploy.broker.BrokerMain")
          .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule ONE_WAY_OF_LOGGING =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule NO_RAW_EXCEPTIONS =
      GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package whose package-info says @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        if (!marked) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "the package of " + type.getName() + " has no @NullMarked package-info"));
        }
      }
    };
  }
}
