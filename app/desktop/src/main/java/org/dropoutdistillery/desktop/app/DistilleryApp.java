package org.dropoutdistillery.desktop.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.session.KeptRecipe;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.store.RunShelf;

/** The application: shows an outline at once, then the window, and ends with it. */
public final class DistilleryApp extends Application {
  private static final Duration REFRESH = Duration.ofMillis(100);
  private static final long LONGEST_END_SECONDS = 8;

  private final Trace trace = Trace.ofProperty();
  private final Messages messages = new Messages();
  private Preferences preferences;
  private boolean warmUp;
  private KeptRecipe kept;
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
    kept = new KeptRecipe(preferences, messages);
    List<String> files =
        getParameters().getRaw().stream().filter(text -> !text.equals(WarmUp.ARGUMENT)).toList();
    Recipe first = files.isEmpty() ? kept.read() : kept.usual();
    RunShelf shelf =
        new RunShelf(HomeFolder.path().resolve("runs"), HomeFolder.path().resolve("bin"));
    workbench = new Workbench(first, new RunArchive(shelf.runs()), messages);
    kept.replaceIfItCannotBegin(workbench);
    window = new AppWindow(workbench, preferences, shelf, stage);
    stage.getScene().setRoot(window.root());
    stage.titleProperty().bind(title());
    stage.setUserData(workbench); // for those who measure the window from within its process
    trace.follow(workbench, stage.getScene());
    ticker.start(REFRESH, window::refresh);
    if (warmUp) {
      WarmUp.run(workbench);
    } else {
      Rehearsal.beforeFirstRun(workbench);
      window.offerLesson();
      files.stream()
          .findFirst()
          .map(Path::of)
          .ifPresentOrElse(window.window()::open, window.window()::offerToGoOnIfAny);
    }
  }

  private StringBinding title() {
    return Bindings.createStringBinding(
        () ->
            "%s · %s · Dropout Distillery"
                .formatted(workbench.recipe().get().name(), workbench.state().get().label()),
        workbench.recipe(),
        workbench.state());
  }

  /** The last checkpoint is written after the window is gone. */
  private void awaitEnd() {
    try {
      workbench.awaitEnd(LONGEST_END_SECONDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    ticker.close();
    if (window != null) {
      window.close();
    }
    if (workbench != null) {
      if (!warmUp) {
        kept.keep(workbench);
      }
      workbench.close();
      awaitEnd();
    }
  }
}
