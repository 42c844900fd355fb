package org.dropoutdistillery.desktop.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import javafx.geometry.Point2D;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packaged window on a real display, by mouse and keyboard. */
@Timeout(600)
class WindowEndToEndIT {
  private static final int STANDARD = 0xD55E00;
  private static final int STUDENT = 0x009E73;
  private static final int ACCENT = 0x0969DA;
  private static final int DARK = 0x0D1117;
  private static final int MIDDLE_OF_TOOLBAR = 15;

  private static Screen screen;

  @TempDir private Path folder;

  @BeforeAll
  static void findDisplay() throws Exception {
    screen = new Screen();
  }

  @AfterAll
  static void leaveDisplay() {
    screen.close();
  }

  @Test
  void runsDrawsPausesAndCloses() throws Exception {
    try (PackagedWindow window = new PackagedWindow(folder)) {
      screen.moveTo(640, 70); // without a window manager, keys go to the window under the mouse
      window.awaitMark("ready", Duration.ofMinutes(2));
      settle();
      int before = screen.count(STANDARD);

      screen.press(KeyCode.F5);
      window.awaitMark("running", Duration.ofSeconds(30));
      window.awaitMark("firstPoint", Duration.ofMinutes(1));
      until("the curve of standard dropout grows", () -> screen.count(STANDARD) > before + 200);
      int withoutStudent = screen.count(STUDENT);
      window.awaitMark("separated", Duration.ofMinutes(2));
      until("the student's curve appears", () -> screen.count(STUDENT) > withoutStudent + 50);

      screen.press(KeyCode.F5);
      until("training rests", () -> window.load(Duration.ofSeconds(1)) < 0.4);
      Point2D run = screen.widest(ACCENT, MIDDLE_OF_TOOLBAR);
      assertThat(run).as("the Run button").isNotNull();
      screen.click(run);
      until("training goes on", () -> window.load(Duration.ofSeconds(1)) > 0.8);

      screen.press(KeyCode.CONTROL, KeyCode.D);
      until("the window is dark", () -> screen.count(DARK) > 50_000);

      screen.press(KeyCode.CONTROL, KeyCode.Q);
      assertThat(window.exitCode(Duration.ofSeconds(1))).as("ended within a second").isZero();
      assertThat(window.printed()).isEmpty();
      assertThat(Files.exists(window.home())).isTrue();
    }
  }

  private static void settle() throws InterruptedException {
    Thread.sleep(1500);
  }

  private static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(end);
      Thread.sleep(100);
    }
  }
}
