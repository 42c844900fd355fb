package org.dropoutdistillery.desktop.shell;

import java.io.File;
import javafx.stage.FileChooser;
import javafx.stage.FileChooser.ExtensionFilter;
import javafx.stage.Stage;

/** The system's dialogs for files. */
final class FileDialogs {
  private static final ExtensionFilter ALL = new ExtensionFilter("All files", "*.*");
  private static final ExtensionFilter RECIPES = new ExtensionFilter("Recipes", "*.json");

  private final Stage stage;
  private final Opener opener;
  private File folder;

  FileDialogs(Stage stage, Opener opener) {
    this.stage = stage;
    this.opener = opener;
  }

  void openData() {
    open(
        chooser(
            "Open data",
            new ExtensionFilter(
                "Data",
                "*.csv",
                "*.tsv",
                "*.txt",
                "*.data",
                "*.csv.gz",
                "*.npy",
                "*.npz",
                "*ubyte",
                "*ubyte.gz",
                "*.idx"),
            ALL));
  }

  void openModel() {
    open(chooser("Open model", new ExtensionFilter("Models", "*.npz"), ALL));
  }

  void openTeacher() {
    File file =
        chooser("Open teacher", new ExtensionFilter("Weights", "*.safetensors", "*.npz"), ALL)
            .showOpenDialog(stage);
    if (file != null) {
      folder = file.getParentFile();
      opener.openTeacher(file.toPath());
    }
  }

  void openRecipe() {
    open(chooser("Open recipe", RECIPES, ALL));
  }

  void saveRecipe(String name) {
    FileChooser chooser = chooser("Save recipe", RECIPES);
    chooser.setInitialFileName(name + ".json");
    File file = chooser.showSaveDialog(stage);
    if (file != null) {
      opener.save(file.toPath());
    }
  }

  private void open(FileChooser chooser) {
    File file = chooser.showOpenDialog(stage);
    if (file != null) {
      folder = file.getParentFile();
      opener.open(file.toPath());
    }
  }

  private FileChooser chooser(String title, ExtensionFilter... filters) {
    FileChooser chooser = new FileChooser();
    chooser.setTitle(title);
    chooser.setInitialDirectory(folder != null && folder.isDirectory() ? folder : null);
    chooser.getExtensionFilters().setAll(filters);
    return chooser;
  }
}
