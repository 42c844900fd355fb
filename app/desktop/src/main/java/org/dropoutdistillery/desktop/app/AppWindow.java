package org.dropoutdistillery.desktop.app;

import java.nio.file.Path;
import java.util.List;
import javafx.scene.Parent;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import org.dropoutdistillery.desktop.averaging.AveragingPage;
import org.dropoutdistillery.desktop.gap.GapPage;
import org.dropoutdistillery.desktop.lesson.Guide;
import org.dropoutdistillery.desktop.lesson.Lesson;
import org.dropoutdistillery.desktop.masks.MasksModel;
import org.dropoutdistillery.desktop.masks.MasksPage;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.runs.RunsDesk;
import org.dropoutdistillery.desktop.runs.RunsPage;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.desktop.shell.MainWindow;
import org.dropoutdistillery.store.RunShelf;
import org.kordamp.ikonli.material2.Material2MZ;

/** The window with all its pages and its lesson. All methods belong to the FX thread. */
final class AppWindow implements AutoCloseable {
  private final Preferences preferences;
  private final MasksModel masks;
  private final MainWindow window;
  private final Guide guide;

  /**
   * @param shelf where the runs lie that were written
   */
  AppWindow(Workbench workbench, Preferences preferences, RunShelf shelf, Stage stage) {
    this.preferences = preferences;
    masks = new MasksModel(workbench);
    Comparison comparison = new Comparison();
    RunsPage runs = new RunsPage(workbench, shelf, comparison);
    List<Page> pages =
        List.of(
            new GapPage(workbench, comparison),
            new MasksPage(masks),
            new AveragingPage(workbench),
            runs);
    window = new MainWindow(workbench, preferences, pages, workbench.messages(), stage);
    runs.join(new Desk(window), window.actions(), window.tasks());
    guide =
        new Guide(
            workbench,
            window.pageTitle(),
            window::select,
            window::setSide,
            window::reveal,
            window.root());
    window
        .actions()
        .add(
            "lesson",
            "Help",
            "The first minute: a lesson",
            Material2MZ.SCHOOL,
            "F1",
            this::beginLesson);
    window.actions().add("quit", "File", "Quit", null, "Shortcut+Q", () -> close(stage));
  }

  private record Desk(MainWindow window) implements RunsDesk {
    @Override
    public void openRun(Path folder) {
      window.openRun(folder, GapPage.TITLE);
    }

    @Override
    public void openRecipe(Path file) {
      window.open(file);
    }

    @Override
    public boolean ask(String title, String text, String yes, String no) {
      return window.ask(title, text, yes, no);
    }

    @Override
    public void showPage(String title) {
      window.select(title);
    }
  }

  /** Ends as the window's own button would. */
  private static void close(Stage stage) {
    stage.fireEvent(new WindowEvent(stage, WindowEvent.WINDOW_CLOSE_REQUEST));
  }

  Parent root() {
    return window.root();
  }

  MainWindow window() {
    return window;
  }

  private void beginLesson() {
    guide.begin(Lesson.firstMinute());
  }

  /** Begins the lesson of the first minute for somebody who has not seen it. */
  void offerLesson() {
    if (!preferences.values().lessonSeen()) {
      preferences.setLessonSeen(true);
      beginLesson();
    }
  }

  /** Takes in what the run told, and draws it. Called some ten times a second. */
  void refresh() {
    window.refresh(System.nanoTime());
    guide.refresh();
  }

  @Override
  public void close() {
    masks.close();
  }
}
