package org.dropoutdistillery.desktop.app;

import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.scene.Scene;
import javafx.stage.Stage;
import javafx.util.Duration;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.RecipeCatalog;

/** The application: shows an outline at once, then the window, and ends with it. */
public final class DistilleryApp extends Application {
  private static final Duration REFRESH = Duration.millis(100);

  private final Trace trace = Trace.ofProperty();
  private boolean warmUp;
  private Workbench workbench;
  private Timeline timer;

  @Override
  public void start(Stage stage) {
    stage.setTitle("Dropout Distillery");
    stage.setScene(Skeleton.scene(Look.LIGHT, 1280, 800));
    warmUp = getParameters().getRaw().contains(WarmUp.ARGUMENT);
    if (warmUp) {
      WarmUp.begin(stage);
    }
    stage.show();
    trace.followOutline(stage.getScene());
    // After the outline has been drawn.
    Platform.runLater(() -> Platform.runLater(() -> build(stage)));
  }

  private void build(Stage stage) {
    Messages messages = new Messages();
    RecipeCatalog recipes = new RecipeCatalog();
    workbench =
        new Workbench(
            recipes.load(recipes.names().get(0)),
            new RunArchive(HomeFolder.path().resolve("runs")),
            messages);
    PlainWindow window = new PlainWindow(workbench);
    Scene scene = stage.getScene();
    scene.setRoot(window.root());
    trace.follow(workbench, scene);
    stage.titleProperty().bind(title());
    if (warmUp) {
      WarmUp.run(workbench);
    }
    timer = new Timeline(new KeyFrame(REFRESH, tick -> window.refresh(System.nanoTime())));
    timer.setCycleCount(Timeline.INDEFINITE);
    timer.play();
  }

  /** Says in the window's title, and so in every list of windows, what runs and how it goes. */
  private StringBinding title() {
    return Bindings.createStringBinding(
        () ->
            "%s · %s · Dropout Distillery"
                .formatted(workbench.recipe().get().name(), workbench.state().get().label()),
        workbench.recipe(),
        workbench.state());
  }

  @Override
  public void stop() {
    if (timer != null) {
      timer.stop();
    }
    if (workbench != null) {
      workbench.close();
    }
  }
}
