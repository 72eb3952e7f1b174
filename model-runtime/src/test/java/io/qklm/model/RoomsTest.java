package io.qklm.model;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** The engine's classes know those below them and none above. */
@AnalyzeClasses(packages = "io.qklm.model", importOptions = DoNotIncludeTests.class)
class RoomsTest {

  @ArchTest
  static final ArchRule CLASSES_OF_THE_ENGINE_ARE_FREE_OF_CYCLES =
      slices().assignedFrom(new ClassesOfTheEngine()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
      slices().matching("io.qklm.model.(**)").should().beFreeOfCycles();

  private static final class ClassesOfTheEngine implements SliceAssignment {

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      if (!type.getPackageName().equals("io.qklm.model")) {
        return SliceIdentifier.ignore();
      }
      String name = type.getName();
      int nested = name.indexOf('$');
      return SliceIdentifier.of(nested < 0 ? name : name.substring(0, nested));
    }

    @Override
    public String getDescription() {
      return "each class of io.qklm.model";
    }
  }
}
