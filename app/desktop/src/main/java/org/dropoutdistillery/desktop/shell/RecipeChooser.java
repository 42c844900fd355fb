package org.dropoutdistillery.desktop.shell;

import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.layout.VBox;
import org.controlsfx.control.action.ActionUtils;
import org.dropoutdistillery.desktop.session.Preferences;
import org.dropoutdistillery.run.RecipeCatalog;

/** Lists the built-in recipes and the files that were opened. */
final class RecipeChooser extends MenuButton {
  private final RecipeCatalog catalog;
  private final Commands commands;
  private final Preferences preferences;
  private final Consumer<Path> openFile;

  RecipeChooser(
      RecipeCatalog catalog, Commands commands, Preferences preferences, Consumer<Path> openFile) {
    this.catalog = catalog;
    this.commands = commands;
    this.preferences = preferences;
    this.openFile = openFile;
    setId("recipe-chooser");
    setOnShowing(shown -> fill());
    getItems().add(new MenuItem()); // a menu without items does not open
  }

  private void fill() {
    getItems().clear();
    catalog.names().forEach(name -> getItems().add(item(name)));
    if (!preferences.values().recent().isEmpty()) {
      getItems().add(new SeparatorMenuItem());
    }
    for (String path : preferences.values().recent()) {
      MenuItem item = new MenuItem(Path.of(path).getFileName() + "  –  " + path);
      item.setMnemonicParsing(false);
      item.setOnAction(chosen -> openFile.accept(Path.of(path)));
      getItems().add(item);
    }
    getItems().add(new SeparatorMenuItem());
    for (String id : new String[] {"open-data", "open-recipe"}) {
      getItems().add(ActionUtils.createMenuItem(commands.action(id)));
    }
  }

  private MenuItem item(String name) {
    Label title = new Label(name);
    title.getStyleClass().add("menu-title");
    Label words = new Label(catalog.load(name).description());
    words.getStyleClass().add("muted");
    MenuItem item = new MenuItem(null, new VBox(title, words));
    item.setId("recipe:" + name);
    item.setOnAction(chosen -> commands.run("recipe:" + name));
    return item;
  }
}
