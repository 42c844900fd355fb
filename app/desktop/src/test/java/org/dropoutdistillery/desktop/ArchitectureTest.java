package org.dropoutdistillery.desktop;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.dropoutdistillery.desktop",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule whatTheWindowWorksOnNeedsNoToolkit =
      noClasses()
          .that()
          .resideInAPackage("..desktop.session..")
          .or()
          .haveSimpleNameEndingWith("Model")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javafx.scene..",
              "javafx.stage..",
              "javafx.application..",
              "javafx.animation..",
              "org.controlsfx..",
              "org.jfree.chart.fx..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("org.dropoutdistillery.desktop.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule knowsNoTerminalAndNoArrays =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.dropoutdistillery.cli..", "org.nd4j..", "org.bytedeco..");
}
