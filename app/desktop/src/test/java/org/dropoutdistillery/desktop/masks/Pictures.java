package org.dropoutdistillery.desktop.masks;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Labeled;
import javafx.scene.image.WritableImage;
import javax.imageio.ImageIO;
import org.dropoutdistillery.desktop.session.Look;
import org.testfx.api.FxRobot;

/**
 * Pictures of the page, to look at.
 *
 * @param folder where they go
 */
public record Pictures(Path folder) {
  public static final List<Look> LOOKS =
      List.of(Look.LIGHT, new Look(true, false), new Look(false, true), new Look(true, true));

  /** Gives a scene the theme and type size that the window gives it. */
  public static void dress(Scene scene, Look look) {
    Application.setUserAgentStylesheet(
        look.dark()
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet());
    scene.getRoot().setStyle("-fx-font-size: %.1fpx".formatted(13 * look.scale()));
  }

  public void take(FxRobot robot, Scene scene, Look look, String name) throws IOException {
    AtomicReference<WritableImage> taken = new AtomicReference<>();
    robot.interact(() -> taken.set(scene.snapshot(null)));
    WritableImage image = taken.get();
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        picture.setRGB(x, y, image.getPixelReader().getArgb(x, y));
      }
    }
    String look1 = (look.dark() ? "dark" : "light") + (look.projector() ? "-projector" : "");
    ImageIO.write(picture, "png", folder.resolve(name + "-" + look1 + ".png").toFile());
  }

  /** Every text has the room it needs, and every canvas lies within its parent. */
  public static void requireNothingClipped(Parent root, Look look) {
    for (Node node : root.lookupAll("*")) {
      if (!isShown(node)) {
        continue;
      }
      if (node instanceof Labeled labeled && labeled.isWrapText()) {
        assertThat(labeled.getHeight())
            .as("height of %s %s", labeled, look)
            .isGreaterThanOrEqualTo(Math.floor(labeled.prefHeight(labeled.getWidth())));
      } else if (node instanceof Labeled labeled && labeled.getId() != null) {
        assertThat(labeled.getWidth())
            .as("width of %s %s", labeled, look)
            .isGreaterThanOrEqualTo(Math.floor(labeled.prefWidth(-1)));
      }
      if (node instanceof Canvas canvas) {
        Bounds inside = canvas.getBoundsInParent();
        Bounds parent = canvas.getParent().getLayoutBounds();
        assertThat(inside.getMaxX())
            .as("right of %s %s", canvas, look)
            .isLessThanOrEqualTo(parent.getMaxX() + 1);
        assertThat(inside.getMaxY())
            .as("bottom of %s %s", canvas, look)
            .isLessThanOrEqualTo(parent.getMaxY() + 1);
      }
    }
  }

  private static boolean isShown(Node node) {
    return node == null || (node.isVisible() && isShown(node.getParent()));
  }
}
