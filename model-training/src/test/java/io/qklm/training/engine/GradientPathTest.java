package io.qklm.training.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Traps of DJL that once cost a day each, closed for good. */
@AnalyzeClasses(packages = "io.qklm.training", importOptions = ImportOption.DoNotIncludeTests.class)
class GradientPathTest {

  @ArchTest
  static final ArchRule noNumberMeetsAnArrayDirectly =
      noClasses()
          .should()
          .callMethodWhere(
              arrayMethod(
                  "an array operation on a Java number",
                  call ->
                      call.getTarget().getRawParameterTypes().stream()
                          .anyMatch(type -> type.isEquivalentTo(Number.class))))
          .because("DJL frees the number's memory while the backward pass reads it: Step.scalar");

  @ArchTest
  static final ArchRule noCastByDjl =
      noClasses()
          .should()
          .callMethodWhere(
              arrayMethod("a cast", call -> call.getTarget().getName().equals("toType")))
          .because("DJL's cast cuts the gradient, and kills the process for bfloat16: Step.wide");

  @ArchTest
  static final ArchRule noScopes =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(NDScope.class)
          .because("a scope frees whatever is made in it, the optimizer's moments too");

  private static DescribedPredicate<JavaMethodCall> arrayMethod(
      String description, java.util.function.Predicate<JavaMethodCall> test) {
    return DescribedPredicate.describe(
        description,
        call -> call.getTarget().getOwner().isAssignableTo(NDArray.class) && test.test(call));
  }
}
