package org.dropoutdistillery.desktop.shell;

import java.nio.file.Path;
import java.util.List;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Control;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.panel.RecipeEditor;
import org.dropoutdistillery.desktop.panel.RecipePanel;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.desktop.session.RunTask;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.run.RecipeCatalog;

/** The window: toolbar, recipe, pages and status. All methods belong to the FX thread. */
public final class MainWindow {
  private final Workbench workbench;
  private final Preferences preferences;
  private final List<Page> pages;
  private final Tasks tasks = new Tasks();
  private final Commands commands = new Commands();
  private final Overlay overlay = new Overlay();
  private final Meter meter = new Meter();
  private final RunTask runTask;
  private final Opener opener;
  private final GoOnOffer goOn;
  private final RecipeCatalog catalog = new RecipeCatalog();
  private final TopBar top;
  private final StatusBar status;
  private final RecipeSide recipe;
  private final TabPane tabs = new TabPane();
  private final BorderPane frame = new BorderPane();
  private final StackPane root = new StackPane(frame, overlay.layer());
  private Look look;
  private long pulseBegan;

  /**
   * @param pages that work, from left to right; at least one
   * @param stage that shows, or will show, {@link #root}
   */
  public MainWindow(
      Workbench workbench,
      Preferences preferences,
      List<Page> pages,
      Messages messages,
      Stage stage) {
    this.workbench = workbench;
    this.preferences = preferences;
    this.pages = List.copyOf(pages);
    runTask = new RunTask(workbench, tasks);
    WorkGuard guard = new WorkGuard(workbench, overlay);
    opener =
        new Opener(
            workbench,
            preferences,
            messages,
            tasks,
            overlay,
            guard::mayLoseWork,
            Background.executor());
    goOn =
        new GoOnOffer(
            workbench,
            workbench.archive(),
            messages,
            overlay,
            guard::mayLoseWork,
            Background.executor());
    FileDialogs files = new FileDialogs(stage, opener);
    MessageLog log = new MessageLog(messages, overlay);
    TaskList taskList = new TaskList(tasks, overlay);
    StepButton step = new StepButton(workbench, messages);
    RecipeEditor editor = new RecipeEditor(workbench, guard::mayLoseWork);
    RecipePanel panel = new RecipePanel(workbench, editor, files::openData);
    recipe = new RecipeSide(panel.root());
    new WindowCommands(commands, this, workbench, guard, files, step, catalog)
        .addAll(log::show, taskList::show, new CommandSearch(commands, overlay)::show);
    RecipeChooser chooser = new RecipeChooser(catalog, commands, preferences, opener::open);
    top = new TopBar(workbench, guard, commands, chooser, step, recipe.shown());
    status = new StatusBar(workbench, meter, messages, tasks, commands);
    Banner banner = new Banner(messages, log::show);
    layOut(panel, banner);
    root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    DropZone.on(root, opener::open, opener::openText);
    root.sceneProperty().addListener((property, before, scene) -> follow(scene));
    keepSize(stage, preferences);
    look = preferences.values().look();
    setLook(look);
  }

  private void layOut(RecipePanel panel, Banner banner) {
    root.getStyleClass().add("window");
    frame.setTop(top.root());
    frame.setLeft(panel.root());
    frame.setBottom(status.root());
    frame
        .widthProperty()
        .addListener((property, before, width) -> recipe.setWidth(frame.getWidth()));
    VBox centre = new VBox(banner.root(), tabs);
    VBox.setVgrow(tabs, Priority.ALWAYS);
    centre.setMinWidth(0);
    frame.setCenter(centre);
    tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
    tabs.getStyleClass().add("pages");
    for (Page page : pages) {
      Tab tab = new Tab(page.title(), page.view());
      tab.setId("page:" + page.title());
      tabs.getTabs().add(tab);
    }
    tabs.getSelectionModel()
        .selectedIndexProperty()
        .addListener((property, before, index) -> showing().refresh(System.nanoTime()));
  }

  /** Returns what the scene shows. */
  public Parent root() {
    return root;
  }

  /** Returns all that can be done here, by name. */
  public Commands actions() {
    return commands;
  }

  /** Returns the list of what goes on in the background, for pages to add to. */
  public Tasks tasks() {
    return tasks;
  }

  public Look look() {
    return look;
  }

  /** Returns the page on show. */
  private Page showing() {
    return pages.get(Math.max(0, tabs.getSelectionModel().getSelectedIndex()));
  }

  /** Shows a page. */
  public void select(Page page) {
    tabs.getSelectionModel().select(pages.indexOf(page));
  }

  /** Shows the page with this title, if there is one. */
  public void select(String title) {
    pages.stream().filter(page -> page.title().equals(title)).findFirst().ifPresent(this::select);
  }

  /** Returns the title of the page on show. */
  public ObservableValue<String> pageTitle() {
    return tabs.getSelectionModel().selectedItemProperty().map(Tab::getText);
  }

  List<Page> pages() {
    return pages;
  }

  /**
   * Shows something at the right of the window.
   *
   * @param lesson null for nothing
   */
  public void setSide(Node lesson) {
    frame.setRight(lesson);
  }

  /** Shows or hides the recipe. */
  void toggleRecipe() {
    recipe.toggle();
  }

  /**
   * Makes room for something that is to be seen.
   *
   * @param node part of the window; null when it need not be seen any more
   */
  public void reveal(Node node) {
    recipe.lendFor(node);
  }

  /** Takes in what the run told, and draws it. Called some ten times a second. */
  public void refresh(long nanoTime) {
    long began = System.nanoTime();
    workbench.poll();
    runTask.refresh();
    showing().refresh(nanoTime);
    status.refresh(nanoTime);
    meter.addBusy(System.nanoTime() - began);
  }

  /** Takes on another look, and keeps it. */
  public void setLook(Look newLook) {
    look = newLook;
    preferences.setLook(newLook);
    if (root.getScene() != null) {
      Dress.put(newLook, root.getScene());
    }
    recipe.setScale(newLook.scale());
    top.setLook(newLook);
    pages.forEach(page -> page.setLook(newLook));
  }

  private void follow(Scene scene) {
    if (scene != null) {
      top.fillMenu(); // only now, with the commands that others have added
      Dress.put(look, scene);
      scene.addPreLayoutPulseListener(() -> pulseBegan = System.nanoTime());
      scene.addPostLayoutPulseListener(() -> meter.addBusy(System.nanoTime() - pulseBegan));
    }
  }

  /** Opens a file: a recipe where its name ends in .json, a model, else data; or a run's folder. */
  public void open(Path file) {
    opener.open(file);
  }

  /** Opens the folder of a run, having asked before work is lost, and shows a page then. */
  public void openRun(Path folder, String title) {
    opener.openModel(folder, () -> select(title));
  }

  /** Puts a recipe on the table that comes as text. */
  void openText(String text) {
    opener.openText(text);
  }

  /** Offers to go on with a run that did not come to its end, and says if there is none. */
  void offerToGoOn() {
    goOn.make(() -> workbench.messages().info("There is no run to go on with"));
  }

  /** Offers to go on with a run that did not come to its end, if there is one. */
  public void offerToGoOnIfAny() {
    goOn.make(() -> {});
  }

  /** Asks a question and waits for the answer, while the window goes on. Closing it means no. */
  public boolean ask(String title, String text, String yes, String no) {
    return overlay.ask(title, text, yes, no);
  }

  /** Puts a built-in recipe on the table. */
  void openRecipe(String name) {
    if (opener.lay(catalog.load(name))) {
      preferences.setRecipe(name);
    }
  }

  private void pressed(KeyEvent key) {
    if (overlay.isShowing()) {
      return;
    }
    boolean window = !(key.getTarget() instanceof Control);
    if (key.getCode() == KeyCode.SPACE && window) {
      key.consume();
      commands.run("run-pause");
      return;
    }
    boolean writes = key.getTarget() instanceof TextInputControl;
    if (key.getCode() == KeyCode.ESCAPE && !writes && showing().goBack()) {
      key.consume();
    }
  }

  /** Set, not added: a stage that shows one window after another holds only the last. */
  private static void keepSize(Stage stage, Preferences preferences) {
    stage.setOnHiding(
        hiding -> {
          Scene scene = stage.getScene();
          if (scene != null && !stage.isMaximized() && !stage.isFullScreen()) {
            preferences.setSize(scene.getWidth(), scene.getHeight());
          }
        });
  }
}
