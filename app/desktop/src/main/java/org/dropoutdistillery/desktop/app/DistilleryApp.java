package org.dropoutdistillery.desktop.app;

import java.time.Duration;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;

/** The application: shows an outline at once, then the window, and ends with it. */
public final class DistilleryApp extends Application {
  private static final Duration REFRESH = Duration.ofMillis(100);

  private final Trace trace = Trace.ofProperty();
  private final Messages messages = new Messages();
  private Preferences preferences;
  private boolean warmUp;
  private Workbench workbench;
  private AppWindow window;
  private final Ticker ticker = new Ticker();

  @Override
  public void start(Stage stage) {
    preferences = new Preferences(HomeFolder.path(), messages);
    Preferences.Values values = preferences.values();
    stage.setTitle("Dropout Distillery");
    stage.setScene(Skeleton.scene(values.look(), values.width(), values.height()));
    warmUp = getParameters().getRaw().contains(WarmUp.ARGUMENT);
    if (warmUp) {
      WarmUp.begin(stage);
    }
    stage.show();
    trace.followOutline(stage.getScene());
    whenDrawn(() -> build(stage));
  }

  /**
   * Does something in the third frame from now: until the second is over, the first may not show.
   */
  private static void whenDrawn(Runnable work) {
    new AnimationTimer() {
      private int frames;

      @Override
      public void handle(long nanoTime) {
        if (++frames == 3) {
          stop();
          Platform.runLater(work);
        }
      }
    }.start();
  }

  private void build(Stage stage) {
    workbench =
        new Workbench(firstRecipe(), new RunArchive(HomeFolder.path().resolve("runs")), messages);
    window = new AppWindow(workbench, preferences, stage);
    stage.getScene().setRoot(window.root());
    stage.titleProperty().bind(title());
    stage.setUserData(workbench); // for those who measure the window from within its process
    trace.follow(workbench, stage.getScene());
    ticker.start(REFRESH, window::refresh);
    if (warmUp) {
      WarmUp.run(workbench);
    } else {
      window.offerLesson();
    }
  }

  private Recipe firstRecipe() {
    RecipeCatalog recipes = new RecipeCatalog();
    String kept = preferences.values().recipe();
    boolean known = kept != null && recipes.contains(kept);
    return recipes.load(known ? kept : recipes.names().get(0));
  }

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
    ticker.close();
    if (window != null) {
      window.close();
    }
    if (workbench != null) {
      workbench.close();
    }
  }
}
