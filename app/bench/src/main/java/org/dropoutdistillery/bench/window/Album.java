package org.dropoutdistillery.bench.window;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.Slider;
import javafx.scene.control.TableView;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.input.KeyCode;
import javax.imageio.ImageIO;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;

/**
 * Pictures of the window, to look at and for the README: every page in every look and in two sizes
 * at the end of a run, before it, and what opens over the pages.
 */
final class Album {
  private static final List<String> PAGES = List.of("Gap", "Masks", "Averaging", "Runs");
  private static final List<String> EARLIER = List.of("moons", "cancer", "iris");
  private static final int[][] SIZES = {{1280, 800}, {1920, 1080}};

  /** Charts and masks come in the next refreshes of the window. */
  private static final long SETTLING_MILLIS = 2500;

  private static final long AVERAGING_MILLIS = 20_000;
  private static final int FEW_EPOCHS = 10;

  private final WindowHand hand;
  private final Path folder;

  /**
   * @param folder where they go
   */
  Album(WindowHand hand, Path folder) {
    this.hand = hand;
    this.folder = folder;
  }

  /** Takes them all. */
  void fill() throws Exception {
    Files.createDirectories(folder);
    takeAll("before");
    for (String recipe : EARLIER) {
      run(recipe);
    }
    run("digits");
    hand.show("Averaging");
    Thread.sleep(AVERAGING_MILLIS);
    chooseMask();
    chooseRuns();
    for (int[] size : SIZES) {
      resize(size);
      for (String look : List.of("light", "dark", "dark-projector", "light-projector")) {
        takeAll(size[0] + "-" + look);
        press(look.equals("dark") ? "present" : "dark");
      }
      press("present");
      press("dark");
    }
    resize(SIZES[0]);
    takeMaps();
    takeOver("lesson", KeyCode.F1);
    takeOver("log", KeyCode.CONTROL, KeyCode.M);
    takeOver("search", KeyCode.CONTROL, KeyCode.K);
  }

  /** Feature maps side by side, and one of them large. */
  private void takeMaps() throws Exception {
    run(new Scene(Scene.Kind.PICTURES, "digits-cnn", FEW_EPOCHS, "Masks", 1, folder).settled());
    for (String look : List.of("light", "dark", "dark-projector", "light-projector")) {
      hand.show("Masks");
      Thread.sleep(SETTLING_MILLIS);
      take("maps-" + look);
      hand.click(node("masks-grid-1", Node.class), .05, .1);
      Thread.sleep(SETTLING_MILLIS);
      take("map-" + look);
      press("masks-map-close");
      press(look.equals("dark") ? "present" : "dark");
    }
  }

  private void run(String recipe) throws InterruptedException {
    run(new RecipeCatalog().load(recipe));
  }

  private void run(Recipe recipe) throws InterruptedException {
    WindowHand.call(
        () -> {
          hand.workbench().open(recipe);
          return null;
        });
    hand.awaitReady();
    WindowHand.call(
        () -> {
          hand.workbench().run();
          return null;
        });
    WindowHand.until(() -> hand.state().isOver());
  }

  /** A pass in the middle, and some units that are forced off. */
  private void chooseMask() throws InterruptedException {
    hand.show("Masks");
    Thread.sleep(SETTLING_MILLIS);
    WindowHand.call(
        () -> {
          node("masks-pass", Slider.class).setValue(40);
          return null;
        });
    for (double place : new double[] {.1, .3, .5}) {
      hand.click(node("masks-grid-2", Node.class), place, place / 2 + .1);
    }
  }

  private void chooseRuns() throws InterruptedException {
    hand.show("Runs");
    Thread.sleep(SETTLING_MILLIS);
    WindowHand.call(
        () -> {
          node("runs-table", TableView.class).getSelectionModel().select(1);
          return null;
        });
  }

  private <N extends Node> N node(String id, Class<N> type) {
    return type.cast(hand.stage().getScene().lookup("#" + id));
  }

  private void press(String id) {
    WindowHand.call(
        () -> {
          node(id, ButtonBase.class).fire();
          return null;
        });
  }

  private void resize(int... size) {
    WindowHand.call(
        () -> {
          hand.stage().setWidth(size[0]);
          hand.stage().setHeight(size[1]);
          return null;
        });
  }

  private void takeAll(String name) throws Exception {
    for (String page : PAGES) {
      hand.show(page);
      Thread.sleep(SETTLING_MILLIS);
      take(page.toLowerCase(java.util.Locale.ROOT) + "-" + name);
    }
  }

  private void takeOver(String name, KeyCode... keys) throws Exception {
    hand.press(keys);
    Thread.sleep(SETTLING_MILLIS);
    take(name);
    hand.press(KeyCode.ESCAPE);
  }

  private void take(String name) throws IOException {
    WritableImage image = WindowHand.call(() -> hand.stage().getScene().snapshot(null));
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    PixelReader pixels = image.getPixelReader();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, pixels.getArgb(x, y));
      }
    }
    ImageIO.write(picture, "png", folder.resolve(name + ".png").toFile());
  }
}
