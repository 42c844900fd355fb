package org.dropoutdistillery;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.callMethod;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Holds the engine to its table of packages. */
@AnalyzeClasses(
    packages = "org.dropoutdistillery",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "org.dropoutdistillery.";
  private static final Path SOURCES = Path.of("src", "main", "java");

  @ArchTest static final ArchRule packagesUseOnlyWhatTheTableAllows = packageTable();

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTensorTouchesNd4j =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "tensor..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.nd4j..", "org.bytedeco..");

  @ArchTest
  static final ArchRule nothingNeedsAScreen =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("javafx..", "com.sun.javafx..", "java.awt..", "javax.swing..");

  @ArchTest
  static final ArchRule randomnessComesFromOurStreams =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(Random.class)
                  .or(assignableTo(SecureRandom.class))
                  .or(assignableTo(SplittableRandom.class))
                  .or(assignableTo(RandomGeneratorFactory.class)))
          .orShould(callMethod(RandomGenerator.class, "of", String.class))
          .orShould(callMethod(RandomGenerator.class, "getDefault"))
          .orShould(callMethod(Math.class, "random"))
          .orShould(callMethod(StrictMath.class, "random"))
          .orShould(callMethod(Collections.class, "shuffle", List.class));

  @ArchTest static final ArchRule nothingPrints = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  @ArchTest
  static final ArchRule everyPackageIsDescribed = classes().should(lieInAPackageWithADescription());

  private static LayeredArchitecture packageTable() {
    return layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("tensor")
        .definedBy(ROOT + "tensor..")
        .layer("random")
        .definedBy(ROOT + "random..")
        .layer("dropout")
        .definedBy(ROOT + "dropout..")
        .layer("nn")
        .definedBy(ROOT + "nn..")
        .layer("data")
        .definedBy(ROOT + "data..")
        .layer("predict")
        .definedBy(ROOT + "predict..")
        .layer("evaluate")
        .definedBy(ROOT + "evaluate..")
        .layer("distil")
        .definedBy(ROOT + "distil..")
        .layer("run")
        .definedBy(ROOT + "run..")
        .layer("store")
        .definedBy(ROOT + "store..")
        .ensureAllClassesAreContainedInArchitecture()
        .whereLayer("tensor")
        .mayNotAccessAnyLayer()
        .whereLayer("random")
        .mayNotAccessAnyLayer()
        .whereLayer("dropout")
        .mayOnlyAccessLayers("tensor", "random")
        .whereLayer("nn")
        .mayOnlyAccessLayers("tensor", "random", "dropout")
        .whereLayer("data")
        .mayOnlyAccessLayers("random")
        .whereLayer("predict")
        .mayOnlyAccessLayers("tensor", "random", "dropout", "nn")
        .whereLayer("evaluate")
        .mayOnlyAccessLayers("random", "data", "predict")
        .whereLayer("distil")
        .mayOnlyAccessLayers("tensor", "random", "dropout", "nn", "data", "predict")
        .whereLayer("run")
        .mayOnlyAccessLayers(
            "tensor", "random", "dropout", "nn", "data", "predict", "evaluate", "distil")
        .whereLayer("store")
        .mayNotBeAccessedByAnyLayer();
  }

  // From the sources: a compiled package-info exists only where the package is annotated.
  private static ArchCondition<JavaClass> lieInAPackageWithADescription() {
    return new ArchCondition<>("lie in a package whose package-info says what lives there") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Path file =
            SOURCES.resolve(type.getPackageName().replace('.', '/')).resolve("package-info.java");
        events.add(
            new SimpleConditionEvent(
                type, isDescribed(file), type.getName() + " needs a description in " + file));
      }
    };
  }

  private static boolean isDescribed(Path packageInfo) {
    try {
      return Files.readString(packageInfo).matches("(?s)/\\*\\*.*\\w.*\\*/\\s*package .*");
    } catch (NoSuchFileException missing) {
      return false;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
