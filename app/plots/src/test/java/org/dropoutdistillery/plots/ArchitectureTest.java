package org.dropoutdistillery.plots;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "org.dropoutdistillery.plots",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule usesOnlyRecordsOfTheEngineAndWhatDraws =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "javax.imageio..",
              "javax.xml.transform..",
              "org.w3c.dom..",
              "org.jfree..",
              "org.apache.batik..",
              "com.samskivert.mustache..",
              "org.dropoutdistillery.plots..",
              "org.dropoutdistillery.evaluate..",
              "org.dropoutdistillery.run..");

  @ArchTest
  static final ArchRule knowsNoWindowAndNoTerminal =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "javafx..",
              "javax.swing..",
              "org.dropoutdistillery.cli..",
              "org.dropoutdistillery.desktop..");
}
