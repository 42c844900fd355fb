package org.dropoutdistillery.desktop.app;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.scene.robot.Robot;

/** The display, with its mouse and keyboard, whatever program draws on it. */
final class Screen {
  private static final int WIDTH = 1280;
  private static final int HEIGHT = 800;

  private final Robot robot;

  /** Starts this process' own toolkit, which shows nothing. */
  Screen() throws Exception {
    CompletableFuture<Void> started = new CompletableFuture<>();
    Platform.startup(() -> started.complete(null));
    started.get();
    robot = call(Robot::new);
  }

  private static <T> T call(Callable<T> task) throws InterruptedException, ExecutionException {
    FutureTask<T> future = new FutureTask<>(task);
    Platform.runLater(future);
    return future.get();
  }

  /** Presses keys one after the other and lets them go in the opposite order. */
  void press(KeyCode... keys) throws Exception {
    call(
        () -> {
          for (KeyCode key : keys) {
            robot.keyPress(key);
          }
          for (int i = keys.length - 1; i >= 0; i--) {
            robot.keyRelease(keys[i]);
          }
          return null;
        });
  }

  void moveTo(double x, double y) throws Exception {
    call(
        () -> {
          robot.mouseMove(x, y);
          return null;
        });
  }

  void click(Point2D at) throws Exception {
    moveTo(at.getX(), at.getY());
    Thread.sleep(100);
    call(
        () -> {
          robot.mouseClick(MouseButton.PRIMARY);
          return null;
        });
  }

  /** Returns how many pixels right of the recipe have exactly this colour, 0xRRGGBB. */
  int count(int rgb) throws Exception {
    PixelReader pixels = capture();
    int count = 0;
    for (int y = 60; y < HEIGHT - 40; y++) {
      for (int x = 300; x < WIDTH; x++) {
        count += (pixels.getArgb(x, y) & 0xFFFFFF) == rgb ? 1 : 0;
      }
    }
    return count;
  }

  /** Returns the middle of the longest stretch of a colour in a line of pixels. */
  Point2D widest(int rgb, int line) throws Exception {
    PixelReader pixels = capture();
    int best = 0;
    int middle = -1;
    for (int x = 0, length = 0; x < WIDTH; x++) {
      length = (pixels.getArgb(x, line) & 0xFFFFFF) == rgb ? length + 1 : 0;
      if (length > best) {
        best = length;
        middle = x - length / 2;
      }
    }
    return best == 0 ? null : new Point2D(middle, line);
  }

  private PixelReader capture() throws Exception {
    return call(
        () -> {
          WritableImage image = new WritableImage(WIDTH, HEIGHT);
          return robot.getScreenCapture(image, 0, 0, WIDTH, HEIGHT).getPixelReader();
        });
  }

  /** Ends the toolkit. */
  void close() {
    Platform.exit();
  }
}
