package org.dropoutdistillery.desktop;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.beans.XMLDecoder;
import java.beans.XMLEncoder;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.lang.invoke.MethodHandles;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.channels.NetworkChannel;
import java.util.Set;
import org.dropoutdistillery.cli.Distillery;
import org.dropoutdistillery.desktop.app.Launcher;
import org.dropoutdistillery.plots.PngWriter;
import org.dropoutdistillery.run.Recipe;

/**
 * Whatever a file holds, nothing in it is run, and nobody reaches the program from outside. Holds
 * the engine, the plots, the terminal program and the window, which all are on this class path.
 */
@AnalyzeClasses(
    packages = "org.dropoutdistillery",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ClosedWorldTest {
  private static final String BROWSER = "org.dropoutdistillery.desktop.runs.Browser";

  @ArchTest
  static final ArchRule nothingListensOrConnects =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "java.net.http..",
                      "java.rmi..",
                      "javax.naming..",
                      "javax.net..",
                      "javax.management..",
                      "com.sun.net.httpserver..",
                      "javafx.scene.web..")
                  .or(assignableTo(NetworkChannel.class))
                  .or(resideInAnyPackage("java.net").and(isNoName())))
          .orShould()
          .accessTargetWhere(calls(URL.class, "openStream", "openConnection", "getContent"));

  @ArchTest
  static final ArchRule nothingRunsCodeOfAFile =
      noClasses()
          .should()
          .beAssignableTo(ClassLoader.class)
          .orShould()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "javax.script..",
                      "javax.tools..",
                      "java.lang.instrument..",
                      "com.sun.tools.attach..",
                      "javafx.fxml..")
                  .or(assignableTo(URLClassLoader.class)))
          .orShould()
          .accessTargetWhere(
              calls(Class.class, "forName")
                  .or(calls(ClassLoader.class, "loadClass", "defineClass"))
                  .or(calls(MethodHandles.Lookup.class, "defineClass", "defineHiddenClass"))
                  .or(calls(System.class, "load", "loadLibrary"))
                  .or(calls(Runtime.class, "load", "loadLibrary")));

  @ArchTest
  static final ArchRule noJsonNamesAClass =
      noClasses()
          .should()
          .beAnnotatedWith(describe("names of classes", ClosedWorldTest::namesClasses))
          .orShould()
          .accessTargetWhere(
              calls(
                      ObjectMapper.class,
                      "activateDefaultTyping",
                      "activateDefaultTypingAsProperty",
                      "enableDefaultTyping",
                      "setDefaultTyping")
                  .or(
                      calls(
                          MapperBuilder.class,
                          "activateDefaultTyping",
                          "activateDefaultTypingAsProperty",
                          "setDefaultTyping")));

  @ArchTest
  static final ArchRule onlyAReportStartsAnotherProgram =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(BROWSER)
          .should()
          .dependOnClassesThat(assignableTo(ProcessBuilder.class))
          .orShould()
          .accessTargetWhere(calls(Runtime.class, "exec"));

  @ArchTest
  static final ArchRule objectsAreNotSerialised =
      noClasses()
          .should()
          .dependOnClassesThat(
              assignableTo(ObjectInput.class)
                  .or(assignableTo(ObjectOutput.class))
                  .or(assignableTo(XMLDecoder.class))
                  .or(assignableTo(XMLEncoder.class)));

  @ArchTest
  static final ArchRule nothingTakesPartInSerialisation =
      noMethods()
          .should()
          .haveNameMatching(
              "(read|write)(Object|External)|readObjectNoData|readResolve|writeReplace");

  @ArchTest
  static void everyModuleIsSeen(JavaClasses classes) {
    assertThat(Set.of(Recipe.class, PngWriter.class, Distillery.class, Launcher.class))
        .allMatch(classes::contain);
    assertThat(classes.contain(BROWSER)).isTrue();
  }

  private static DescribedPredicate<JavaClass> isNoName() {
    return DescribedPredicate.not(assignableTo(URI.class).or(assignableTo(URL.class)));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(Class<?> owner, String... names) {
    Set<String> methods = Set.of(names);
    return describe(
        owner.getSimpleName() + "." + methods,
        access ->
            methods.contains(access.getName()) && access.getTargetOwner().isAssignableTo(owner));
  }

  private static boolean namesClasses(JavaAnnotation<?> annotation) {
    if (!annotation.getRawType().isEquivalentTo(JsonTypeInfo.class)) {
      return false;
    }
    JsonTypeInfo.Id use = annotation.as(JsonTypeInfo.class).use();
    return use != JsonTypeInfo.Id.DEDUCTION && use != JsonTypeInfo.Id.NAME;
  }
}
