package org.dropoutdistillery.bench.window;

import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;
import javafx.stage.Stage;
import javafx.stage.Window;
import javafx.stage.WindowEvent;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.RunDriver;

/** A hold on the window of this process, from another thread than its own. */
final class WindowHand implements AutoCloseable {
  private static final long MOST_MILLIS = 900_000;

  private final Stage stage;
  private final Workbench workbench;

  private WindowHand(Stage stage) {
    this.stage = stage;
    workbench = (Workbench) stage.getUserData();
  }

  /** Waits for the window and for its first run to be ready. */
  static WindowHand take() throws Exception {
    Stage[] found = new Stage[1];
    until(() -> (found[0] = find()) != null);
    WindowHand hand = new WindowHand(found[0]);
    hand.awaitReady();
    return hand;
  }

  private static Stage find() {
    try {
      return call(
          () ->
              Window.getWindows().stream()
                  .filter(window -> window instanceof Stage && window.getUserData() != null)
                  .map(Stage.class::cast)
                  .findFirst()
                  .orElse(null));
    } catch (IllegalStateException notYetStarted) {
      return null;
    }
  }

  /** Does something on the thread of JavaFX and returns what came out. */
  static <T> T call(Callable<T> task) {
    FutureTask<T> future = new FutureTask<>(task);
    Platform.runLater(future);
    try {
      return future.get();
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  static void until(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + MOST_MILLIS * 1_000_000;
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nothing happened within " + MOST_MILLIS / 1000 + " s");
      }
      Thread.sleep(20);
    }
  }

  Workbench workbench() {
    return workbench;
  }

  Stage stage() {
    return stage;
  }

  RunState state() {
    return call(() -> workbench.state().get());
  }

  void awaitReady() throws InterruptedException {
    until(() -> state() == RunState.READY);
  }

  /** Brings a page to the front. */
  void show(String page) {
    call(
        () -> {
          TabPane tabs = (TabPane) stage.getScene().lookup(".pages");
          Tab tab =
              tabs.getTabs().stream()
                  .filter(one -> one.getText().equals(page))
                  .findFirst()
                  .orElseThrow(() -> new AssertionError("no page " + page));
          tabs.getSelectionModel().select(tab);
          return null;
        });
  }

  /** Has keys pressed together and let go by the display, as if on the keyboard. */
  void press(KeyCode... keys) {
    call(
        () -> {
          Robot robot = new Robot();
          // Without a window manager, keys go to the window under the mouse.
          Node root = stage.getScene().getRoot();
          robot.mouseMove(root.localToScreen(root.getLayoutBounds().getCenterX(), 60));
          for (KeyCode key : keys) {
            robot.keyPress(key);
          }
          for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
          return null;
        });
  }

  /** Has the mouse click a place of a node, given as shares of its width and height. */
  void click(Node node, double x, double y) {
    call(
        () -> {
          Robot robot = new Robot();
          var bounds = node.getLayoutBounds();
          robot.mouseMove(node.localToScreen(x * bounds.getWidth(), y * bounds.getHeight()));
          robot.mouseClick(MouseButton.PRIMARY);
          return null;
        });
  }

  /** Returns the thread on which the run is computed. */
  static Thread runThread() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("distillery-run"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no run"));
  }

  /** Returns whether the thread of the run waits for leave to go on, and computes nothing. */
  static boolean isWaiting(Thread run) {
    return run.getState() != Thread.State.RUNNABLE && isIn(run, "await");
  }

  private static boolean isIn(Thread run, String methodOfDriver) {
    return Arrays.stream(run.getStackTrace())
        .anyMatch(
            frame ->
                frame.getClassName().equals(RunDriver.class.getName())
                    && frame.getMethodName().equals(methodOfDriver));
  }

  /** Returns whether the thread of the run has steps or evaluations to do before its test. */
  static boolean isTraining(Thread run) {
    return isIn(run, "train");
  }

  /** Closes the window as its own button would. */
  @Override
  public void close() {
    call(
        () -> {
          stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
          return null;
        });
  }
}
