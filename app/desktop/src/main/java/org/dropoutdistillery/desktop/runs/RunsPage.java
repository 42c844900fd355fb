package org.dropoutdistillery.desktop.runs;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import javafx.application.Platform;
import javafx.beans.property.ReadOnlyProperty;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.controlsfx.control.action.ActionUtils;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.runs.RunsActions.RunAction;
import org.dropoutdistillery.desktop.session.Comparison;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Tasks;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.desktop.shell.Commands;
import org.dropoutdistillery.store.BinnedRun;
import org.dropoutdistillery.store.ListedRun;
import org.dropoutdistillery.store.RunShelf;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/** The runs that were written: a table of them, and what can be done with them. */
public final class RunsPage implements Page {
  private static final String TITLE = "Runs";

  /** The least room for words beside icons. */
  private static final double ROOMY = 780;

  private final RunsModel model;
  private final RunsTable table;
  private final RunsActions actions;
  private final BinButton bin;
  private final TextField filter = new TextField();
  private final Label count = new Label();
  private final Label details = new Label();
  private final Label undoText = new Label();
  private final HBox undo = new HBox();
  private final HBox buttons = new HBox();
  private final VBox root;
  private double scale = 1;

  public RunsPage(Workbench workbench, RunShelf shelf, Comparison comparison) {
    this(
        new RunsModel(
            shelf,
            comparison,
            workbench.messages(),
            workbench.result(),
            thread("distillery-runs"),
            Platform::runLater),
        Browser.ofSystem());
  }

  RunsPage(RunsModel model, Browser browser) {
    this.model = model;
    table = new RunsTable(model);
    actions = new RunsActions(model, table, browser, thread("distillery-browser"));
    bin = new BinButton(model);
    root = new VBox(top(), undo, table.view(), bottom());
    root.getStyleClass().addAll("page", "runs-page");
    VBox.setVgrow(table.view(), Priority.ALWAYS);
    fillUndo();
    table.view().addEventFilter(KeyEvent.KEY_PRESSED, actions::press);
    table.whenDoubleClicked(actions::open);
    table.view().setContextMenu(menu());
    table.view().setPlaceholder(placeholder());
    root.widthProperty().addListener((property, before, now) -> fit());
    for (ReadOnlyProperty<?> told :
        List.of(model.runs(), model.reading(), table.chosen().getReadOnlyProperty())) {
      told.addListener((property, before, now) -> describe());
    }
    model.undoable().addListener((property, before, now) -> showUndo(now));
    filter
        .textProperty()
        .addListener(
            (property, before, now) -> {
              table.filter(now);
              describe();
            });
    describe();
  }

  private static Executor thread(String name) {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Makes the page part of a window. */
  public void join(RunsDesk desk, Commands commands, Tasks tasks) {
    actions.setDesk(desk);
    bin.setDesk(desk);
    model.showIn(tasks);
    for (RunAction one : actions.all()) {
      commands
          .add(
              "runs:" + one.id(),
              TITLE,
              one.action().getText(),
              one.icon(),
              null,
              () -> {
                desk.showPage(TITLE);
                one.action().handle(new javafx.event.ActionEvent());
              })
          .action()
          .disabledProperty()
          .bind(one.action().disabledProperty());
    }
    commands.add("runs:refresh", TITLE, "Refresh", Material2MZ.REFRESH, null, model::refresh);
    commands
        .add("runs:undo", TITLE, "Undo delete", Material2MZ.UNDO, null, model::undo)
        .action()
        .disabledProperty()
        .bind(undo.visibleProperty().not());
    commands
        .add("runs:empty-bin", TITLE, "Empty bin…", null, null, bin::askAndEmpty)
        .action()
        .disabledProperty()
        .bind(bin.disabledProperty());
    commands.add("runs:compare-none", TITLE, "Compare none", null, null, model.comparison()::clear);
  }

  private Node top() {
    filter.setId("runs-filter");
    filter.setPromptText("Filter");
    filter.setAccessibleText("Filter");
    filter.setTooltip(new Tooltip("Every word occurs in name, data, recipe, seed or problem"));
    count.setId("runs-count");
    count.getStyleClass().add("muted");
    count.setMinWidth(Region.USE_PREF_SIZE);
    Button refresh = new Button(null, new FontIcon(Material2MZ.REFRESH));
    refresh.setId("runs-refresh");
    refresh.setAccessibleText("Refresh");
    refresh.setTooltip(new Tooltip("Reads the runs again"));
    refresh.setOnAction(pressed -> model.refresh());
    HBox top = new HBox(filter, count, gap(), refresh, bin);
    top.getStyleClass().add("runs-bar");
    return top;
  }

  private static Region gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private Node bottom() {
    details.setId("runs-details");
    details.getStyleClass().add("muted");
    details.setWrapText(true);
    details.setMinHeight(Region.USE_PREF_SIZE);
    for (RunAction one : actions.all()) {
      Button button = ActionUtils.createButton(one.action());
      button.setId("runs-" + one.id());
      button.graphicProperty().unbind();
      button.setGraphic(new FontIcon(one.icon()));
      button.setMinWidth(Region.USE_PREF_SIZE);
      button.tooltipProperty().unbind();
      String keys = one.keys() == null ? "" : "  " + one.keys().getDisplayText();
      button.setTooltip(new Tooltip(one.explanation() + keys));
      buttons.getChildren().add(button);
    }
    buttons.getStyleClass().add("runs-bar");
    VBox bottom = new VBox(details, buttons);
    bottom.getStyleClass().add("runs-bottom");
    bottom.setMinHeight(Region.USE_PREF_SIZE);
    return bottom;
  }

  private ContextMenu menu() {
    ContextMenu menu = new ContextMenu();
    for (RunAction one : actions.all()) {
      menu.getItems().add(ActionUtils.createMenuItem(one.action()));
    }
    return menu;
  }

  private static Label placeholder() {
    Label nothing = new Label();
    nothing.setId("runs-empty");
    nothing.setWrapText(true);
    nothing.getStyleClass().add("outline-text");
    return nothing;
  }

  private void fillUndo() {
    undoText.setId("runs-undo-text");
    Button back = new Button("Undo", new FontIcon(Material2MZ.UNDO));
    back.setId("runs-undo");
    back.setMinWidth(Region.USE_PREF_SIZE);
    back.setOnAction(pressed -> model.undo());
    Button fine = new Button("Dismiss");
    fine.setId("runs-undo-dismiss");
    fine.setMinWidth(Region.USE_PREF_SIZE);
    fine.getStyleClass().add("flat");
    fine.setOnAction(pressed -> model.keepDiscarded());
    undo.setId("runs-undo-bar");
    undo.getStyleClass().addAll("runs-bar", "runs-undo");
    undo.getChildren().addAll(undoText, gap(), back, fine);
    undo.managedProperty().bind(undo.visibleProperty());
    showUndo(List.of());
  }

  private void showUndo(List<BinnedRun> binned) {
    undo.setVisible(!binned.isEmpty());
    if (!binned.isEmpty()) {
      String names = RunsText.names(binned.stream().map(BinnedRun::name).toList());
      undoText.setText(names + (binned.size() == 1 ? " lies" : " lie") + " in the bin");
    }
  }

  private void describe() {
    List<ListedRun> runs = model.runs().get();
    List<ListedRun> chosen = table.chosen().get();
    details.setText(RunsText.details(chosen, model.folder()));
    count.setText(runs == null ? "Reading…" : counted(runs));
    Label empty = (Label) table.view().getPlaceholder();
    empty.setText(
        runs == null
            ? "Reading…"
            : runs.isEmpty()
                ? "Each run that comes to its end is written into "
                    + model.folder()
                    + " and listed here: to compare its curves with those of the present run on page Gap,"
                    + " to read its report, to open its recipe again."
                : "No run fits the filter.");
  }

  private String counted(List<ListedRun> runs) {
    long bytes = runs.stream().mapToLong(ListedRun::bytes).sum();
    String all = RunsText.count(runs.size()) + ", " + RunsText.size(bytes);
    return table.shown() == runs.size() ? all : table.shown() + " of " + all;
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public Parent view() {
    return root;
  }

  @Override
  public void refresh(long nanoTime) {
    model.look(nanoTime);
  }

  @Override
  public void setLook(Look look) {
    scale = look.scale();
    table.setScale(scale);
    fit();
  }

  private void fit() {
    boolean roomy = root.getWidth() / scale >= ROOMY;
    for (Node button : buttons.getChildren()) {
      ((Button) button).setContentDisplay(roomy ? ContentDisplay.LEFT : ContentDisplay.TEXT_ONLY);
    }
  }
}
