package org.dropoutdistillery.desktop.shell;

import atlantafx.base.controls.ProgressSliderSkin;
import atlantafx.base.theme.Styles;
import java.util.LinkedHashMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuButton;
import javafx.scene.control.Slider;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.controlsfx.control.action.Action;
import org.controlsfx.control.action.ActionUtils;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.Speed;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.desktop.shell.Commands.Command;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;
import org.kordamp.ikonli.material2.Material2MZ;

/** What stands along the top of the window. Where there is little room, words give way to icons. */
final class TopBar {
  /** The least room for all words, in widths of 13-pixel type. */
  private static final double ROOMY = 1240;

  private final Workbench workbench;
  private final Commands commands;
  private final HBox bar = new HBox();
  private final MenuButton menu = new MenuButton();
  private final Label name = new Label("Dropout Distillery");
  private final ToggleButton present;
  private final ToggleButton dark;
  private final Button search;
  private final Button reset;
  private final StepButton step;
  private final Label slow = new Label("slow");
  private final Label full = new Label("full");
  private double scale = 1;

  TopBar(
      Workbench workbench,
      WorkGuard guard,
      Commands commands,
      RecipeChooser chooser,
      StepButton step,
      ReadOnlyBooleanProperty recipeShown) {
    this.workbench = workbench;
    this.commands = commands;
    this.step = step;
    bar.getStyleClass().add("top-bar");
    name.getStyleClass().add("app-name");
    name.setGraphic(new FontIcon(Material2MZ.SCIENCE));
    menu.setId("menu");
    menu.setGraphic(new FontIcon(Material2MZ.MENU));
    menu.getStyleClass().addAll(Styles.FLAT, "no-arrow");
    present = toggle("present", "Present", Material2MZ.SLIDESHOW);
    dark = toggle("dark", "", Material2AL.BRIGHTNESS_4);
    search = button("search", Material2MZ.SEARCH);
    reset = button("reset", Material2MZ.REPLAY);
    chooser
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> workbench.recipe().get().name(), workbench.recipe()));
    step.setGraphic(new FontIcon(Material2MZ.SKIP_NEXT));
    bar.getChildren()
        .addAll(
            menu,
            recipeToggle(recipeShown),
            name,
            chooser,
            gap(),
            run(),
            pause(),
            explained(step),
            reset);
    bar.getChildren().add(seed(guard));
    bar.getChildren().addAll(slow, speed(), full, gap(), search, present, dark);
    for (Labeled labeled : new Labeled[] {name, slow, full, step, chooser}) {
      labeled.setMinWidth(Region.USE_PREF_SIZE);
    }
    bar.widthProperty().addListener((property, before, width) -> fit());
    chooser.textProperty().addListener((property, before, text) -> fit());
  }

  Node root() {
    return bar;
  }

  private static Node gap() {
    Region gap = new Region();
    HBox.setHgrow(gap, Priority.ALWAYS);
    return gap;
  }

  private Button run() {
    Button run = button("run", Material2MZ.PLAY_ARROW);
    run.getStyleClass().add(Styles.ACCENT);
    return run;
  }

  private Button pause() {
    Button pause = button("pause", Material2MZ.PAUSE);
    pause.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    return pause;
  }

  private Button button(String id, Ikon icon) {
    Button button = ActionUtils.createButton(commands.action(id));
    button.setId(id);
    dress(button, icon, commands.action(id));
    return button;
  }

  private static void dress(ButtonBase button, Ikon icon, Action action) {
    button.graphicProperty().unbind();
    button.setGraphic(new FontIcon(icon));
    button.setMinWidth(Region.USE_PREF_SIZE);
    String keys =
        action.getAccelerator() == null ? "" : "  " + action.getAccelerator().getDisplayText();
    Tooltip tooltip = new Tooltip();
    tooltip.textProperty().bind(action.textProperty().concat(keys));
    button.tooltipProperty().unbind();
    button.setTooltip(tooltip);
  }

  private ToggleButton toggle(String id, String text, Ikon icon) {
    ToggleButton button = new ToggleButton(text);
    button.setId(id);
    dress(button, icon, commands.action(id));
    button.setOnAction(pressed -> commands.run(id));
    return button;
  }

  private Node recipeToggle(ReadOnlyBooleanProperty shown) {
    ToggleButton button = toggle("recipe-panel", "", Material2MZ.TUNE);
    button.getStyleClass().addAll(Styles.FLAT, "quiet");
    button.setAccessibleText("Recipe");
    shown.addListener((property, before, now) -> button.setSelected(now));
    button.setSelected(shown.get());
    button.setOnAction(
        pressed -> {
          commands.run("recipe-panel");
          button.setSelected(shown.get());
        });
    return button;
  }

  /** A disabled control shows no tooltip, but what lies around it does. */
  private Node explained(StepButton button) {
    BooleanBinding none =
        Bindings.createBooleanBinding(() -> !workbench.state().get().canStep(), workbench.state());
    button.disableProperty().bind(none);
    HBox around = new HBox(button);
    around.getStyleClass().add("tight");
    Tooltip reason = new Tooltip();
    reason
        .textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> stepWords(workbench.state().get()), workbench.state()));
    Tooltip.install(around, reason);
    return around;
  }

  private static String stepWords(RunState state) {
    if (state.canStep()) {
      return "Does one step or epoch, then pauses";
    }
    return state.isOver()
        ? "No step is left: the run is over. Same start begins it anew"
        : "No step now: " + state.label().toLowerCase(java.util.Locale.ROOT);
  }

  private Node seed(WorkGuard guard) {
    SeedField field = new SeedField(seed -> guard.anew(() -> workbench.setSeed(seed)));
    workbench.recipe().addListener((property, before, recipe) -> field.show(recipe.seed()));
    field.show(workbench.recipe().get().seed());
    Button dice = button("new-seed", Material2AL.CASINO);
    dice.setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    Label label = new Label("seed");
    label.setMinWidth(Region.USE_PREF_SIZE);
    label.getStyleClass().add("muted");
    HBox box = new HBox(label, field, dice);
    box.getStyleClass().add("tight");
    return box;
  }

  private Node speed() {
    Slider slider = new Slider(0, 1, 1);
    slider.setId("speed");
    slider.setSkin(new ProgressSliderSkin(slider));
    slider.valueProperty().bindBidirectional(workbench.speed());
    Tooltip tooltip = new Tooltip();
    tooltip
        .textProperty()
        .bind(
            Bindings.createStringBinding(() -> words(workbench.speed().get()), workbench.speed()));
    slider.setTooltip(tooltip);
    slow.getStyleClass().add("muted");
    full.getStyleClass().add("muted");
    return slider;
  }

  private static String words(double position) {
    double steps = Speed.stepsPerSecond(position);
    return Double.isInfinite(steps)
        ? "Full speed"
        : "Slow motion: %.3g steps per second".formatted(steps);
  }

  /** Puts all commands that have a group into the menu. */
  void fillMenu() {
    Map<String, Menu> groups = new LinkedHashMap<>();
    for (Command command : commands.all()) {
      if (!command.group().isEmpty()) {
        groups
            .computeIfAbsent(command.group(), title -> new Menu(title))
            .getItems()
            .add(ActionUtils.createMenuItem(command.action()));
      }
    }
    menu.getItems().setAll(groups.values());
  }

  void setLook(Look look) {
    scale = look.scale();
    present.setSelected(look.projector());
    dark.setSelected(look.dark());
    fit();
  }

  private void fit() {
    boolean roomy = bar.getWidth() / scale >= ROOMY;
    ContentDisplay display = roomy ? ContentDisplay.LEFT : ContentDisplay.GRAPHIC_ONLY;
    for (Labeled labeled : new Labeled[] {present, search, reset, step}) {
      labeled.setContentDisplay(display);
    }
    show(roomy, name, slow, full);
    if (roomy && bar.minWidth(-1) > bar.getWidth()) {
      show(false, slow, full); // for a long name of a recipe
    }
  }

  private static void show(boolean shown, Label... words) {
    for (Label word : words) {
      word.setVisible(shown);
      word.setManaged(shown);
    }
  }
}
