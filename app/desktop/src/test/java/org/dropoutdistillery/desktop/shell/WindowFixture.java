package org.dropoutdistillery.desktop.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.testfx.util.WaitForAsyncUtils;

/** A whole window with a short run and two pages that show nothing. */
final class WindowFixture implements AutoCloseable {
  final Messages messages = new Messages();
  final Preferences preferences;
  final Workbench workbench;
  final MainWindow window;
  final Blank masks = new Blank("Masks");
  private final Timeline timer;

  WindowFixture(Stage stage, Path folder) {
    this(
        stage,
        folder,
        new RecipeCatalog()
            .load(
                "iris", Map.of("teacher.training.epochs", "2000", "evaluation.finalPasses", "10")));
  }

  WindowFixture(Stage stage, Path folder, Recipe recipe) {
    preferences = new Preferences(folder, messages);
    workbench = new Workbench(recipe, new RunArchive(folder.resolve("runs")), messages);
    List<Page> pages = List.of(new Blank("Gap"), masks, new Blank("Averaging"));
    window = new MainWindow(workbench, preferences, pages, messages, stage);
    stage.setScene(new Scene(window.root(), 1280, 800));
    stage.show();
    workbench.speed().set(0.7); // so that no run is over before a test has looked at it
    timer =
        new Timeline(new KeyFrame(Duration.millis(50), tick -> window.refresh(System.nanoTime())));
    timer.setCycleCount(Timeline.INDEFINITE);
    timer.play();
  }

  /** Waits until something is so on the thread of the window. */
  void until(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(
        30,
        java.util.concurrent.TimeUnit.SECONDS,
        () -> WaitForAsyncUtils.asyncFx(condition).get());
  }

  @Override
  public void close() {
    timer.stop();
    TinyBench.close(workbench);
  }

  /** Shows its title, and counts how often it was gone back from. */
  static final class Blank implements Page {
    int wentBack;
    private final String title;
    private final StackPane pane;

    Blank(String title) {
      this.title = title;
      pane = new StackPane(new Label(title));
    }

    @Override
    public String title() {
      return title;
    }

    @Override
    public boolean goBack() {
      wentBack++;
      return true;
    }

    @Override
    public Parent view() {
      return pane;
    }

    @Override
    public void refresh(long nanoTime) {}

    @Override
    public void setLook(Look look) {}
  }
}
