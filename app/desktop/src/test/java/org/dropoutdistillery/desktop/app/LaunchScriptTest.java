package org.dropoutdistillery.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What {@code app/launch} starts, in a project whose JDK only writes down how it was called. */
@EnabledOnOs(OS.LINUX)
class LaunchScriptTest {
  private static final String LIBRARIES =
      "libgtk-3.so.0 libpangoft2-1.0.so.0 libXtst.so.6 libGL.so.1 libXxf86vm.so.1";

  @TempDir private Path root;
  private final Map<String, String> environment = new HashMap<>();

  private record Started(int exitCode, String said, List<String> calls) {}

  @BeforeEach
  void makeProject() throws Exception {
    Files.createDirectories(root.resolve("app"));
    Files.copy(Path.of("../launch"), root.resolve("app/launch"));
    file("app/cli/target/launch/distillery-cli.jar", "");
    file("app/desktop/target/launch/distillery-desktop.jar", "");
    file("app/cli/target/launch/built", "");
    file("pom.xml", "");
    Files.setLastModifiedTime(root.resolve("pom.xml"), FileTime.fromMillis(0));
    file("jdk/release", "JAVA_VERSION=\"17.0.1\"\n");
    program("jdk/bin/javac", "");
    program(
        "jdk/bin/java",
        """
        echo "$*" >>"$CALLS"
        for option in "$@"; do
          case $option in -XX:ArchiveClassesAtExit=*) echo classes >"${option#*=}" ;; esac
        done
        """);
    program("bin/fc-list", "echo a font");
    program("bin/ldconfig", "printf '\\t%s (libc6,x86-64)\\n' $LIBRARIES");
    program("bin/apt-get", "echo \"apt-get $*\" >>\"$CALLS\"; exit 1");
    program("bin/apt-cache", "");
    program("bin/sudo", "exit 1");
    environment.put("LIBRARIES", LIBRARIES);
    environment.put("DISPLAY", "elsewhere:1"); // is not asked whether it answers
  }

  private void file(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private void program(String name, String lines) throws IOException {
    file(name, "#!/usr/bin/env bash\n" + lines);
    assertThat(root.resolve(name).toFile().setExecutable(true)).isTrue();
  }

  private Started launch(String... arguments) throws Exception {
    Path calls = root.resolve("calls");
    Files.deleteIfExists(calls);
    ProcessBuilder builder =
        new ProcessBuilder("bash", root.resolve("app/launch").toString())
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("said").toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("HOME", root.toString());
    builder.environment().put("PATH", root.resolve("bin") + ":/usr/bin:/bin");
    builder.environment().put("JAVA_HOME", root.resolve("jdk").toString());
    builder.environment().put("CALLS", calls.toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return new Started(
        process.exitValue(),
        Files.readString(root.resolve("said")),
        Files.exists(calls) ? Files.readAllLines(calls) : List.of());
  }

  @Test
  void withoutDisplayTheRecipeRunsInTheTerminal() throws Exception {
    environment.remove("DISPLAY");
    environment.put("LIBRARIES", "");
    Started started = launch();
    assertThat(started.calls())
        .singleElement()
        .asString()
        .endsWith("distillery-cli.jar run digits");
    assertThat(started.said().lines())
        .singleElement()
        .asString()
        .contains("no display", "digits", "in the terminal");
  }

  @Test
  void withADisplayThatDoesNotAnswerTheRecipeRunsInTheTerminal() throws Exception {
    environment.put("DISPLAY", ":46271");
    Started started = launch();
    assertThat(started.calls())
        .singleElement()
        .asString()
        .endsWith("distillery-cli.jar run digits");
    assertThat(started.said().lines())
        .singleElement()
        .asString()
        .contains(":46271", "does not answer", "in the terminal");
  }

  @Test
  void withALocalDisplayThatListensTheWindowOpens() throws Exception {
    Path sockets = Path.of("/tmp/.X11-unix");
    assumeThat(Files.isDirectory(sockets) || sockets.toFile().mkdir()).isTrue();
    Path socket = sockets.resolve("X46272");
    assumeThat(Files.isWritable(sockets) && !Files.exists(socket)).isTrue();
    environment.put("DISPLAY", ":46272.0");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      assertThat(launch().calls()).last().asString().endsWith("distillery-desktop.jar");
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  @Test
  void aFileOpensInTheWindow() throws Exception {
    launch();
    file("my rows.csv", "a,b\n1,2\n");
    String rows = root.resolve("my rows.csv").toString();
    Started started = launch(rows);
    assertThat(started.said()).isEmpty();
    assertThat(started.calls())
        .singleElement()
        .asString()
        .endsWith("distillery-desktop.jar " + rows);
  }

  @Test
  void aFileWithoutDisplayNamesTheCommandOfTheTerminal() throws Exception {
    environment.remove("DISPLAY");
    file("mine.json", "{}");
    String recipe = root.resolve("mine.json").toString();
    Started started = launch(recipe);
    assertThat(started.exitCode()).isNotZero();
    assertThat(started.calls()).isEmpty();
    assertThat(started.said()).contains("no display", "app/launch run " + recipe);

    file("rows.csv", "a,b\n1,2\n");
    assertThat(launch(root.resolve("rows.csv").toString()).said()).contains("data.dataset=");
  }

  @Test
  void aFileThatIsNotThereIsNamed() throws Exception {
    Started started = launch("nowhere/rows.csv");
    assertThat(started.exitCode()).isNotZero();
    assertThat(started.calls()).isEmpty();
    assertThat(started.said()).contains("nowhere/rows.csv: no such file");
  }

  @Test
  void withDisplayTheWindowOpensFromItsArchive() throws Exception {
    Started first = launch();
    assertThat(first.calls()).as(first.said()).hasSize(2);
    assertThat(first.calls().get(0)).contains("-XX:ArchiveClassesAtExit=").endsWith("--warm-up");

    Started second = launch();
    assertThat(second.said()).isEmpty();
    assertThat(second.exitCode()).isZero();
    Path built = root.toRealPath().resolve("app/desktop/target/launch");
    assertThat(second.calls()).containsExactly(first.calls().get(1));
    assertThat(second.calls().get(0))
        .contains(
            "--module-path " + built + "/lib/javafx --add-modules javafx.controls,javafx.swing")
        .contains(
            "-XX:+UseSerialGC", "-Xshare:auto", "-XX:SharedArchiveFile=" + built + "/classes.jsa")
        .doesNotContain("TieredStopAtLevel", "--sun-misc-unsafe-memory-access")
        .endsWith("-jar " + built + "/distillery-desktop.jar");
  }

  @Test
  void anotherJdkGetsAnArchiveOfItsOwnAndMayUseNativeCode() throws Exception {
    launch();
    file("jdk/release", "JAVA_VERSION=\"25\"\n");
    Started started = launch();
    assertThat(started.calls()).hasSize(2);
    assertThat(started.calls().get(1))
        .contains(
            "--enable-native-access=javafx.graphics,ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");
  }

  @Test
  void withoutArchiveTheWindowOpensAllTheSame() throws Exception {
    program("jdk/bin/java", "echo \"$*\" >>\"$CALLS\"; [[ $* != *--warm-up ]]");
    assertThat(launch().calls()).hasSize(2);
    Started again = launch();
    assertThat(again.said()).isEmpty();
    assertThat(again.calls()).singleElement().asString().doesNotContain("SharedArchiveFile");
  }

  @Test
  void commandsGoToTheTerminalProgramAndNeedNoGtk() throws Exception {
    environment.put("LIBRARIES", "");
    Started started = launch("recipes", "digits");
    assertThat(started.said()).isEmpty();
    assertThat(started.calls())
        .singleElement()
        .asString()
        .endsWith("distillery-cli.jar recipes digits");
  }

  @Test
  void whatIsMissingForTheWindowIsNamedWithItsPackage() throws Exception {
    environment.put("LIBRARIES", "libpangoft2-1.0.so.0 libGL.so.1 libXxf86vm.so.1");
    Started started = launch();
    assertThat(started.exitCode()).isNotZero();
    assertThat(started.said()).contains("GTK 3 (libgtk-3.so.0)", "XTest (libXtst.so.6)");
    assertThat(started.said()).contains("Installing libgtk-3-0 libxtst6 ").doesNotContain("Pango");
    assertThat(started.calls()).noneMatch(call -> call.contains("distillery-desktop.jar"));
  }
}
