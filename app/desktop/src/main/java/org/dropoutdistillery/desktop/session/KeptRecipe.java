package org.dropoutdistillery.desktop.session;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;

/** What lay on the table when the window was closed. */
public final class KeptRecipe {
  private final RecipeCatalog catalog = new RecipeCatalog();
  private final Preferences preferences;
  private final Messages messages;

  public KeptRecipe(Preferences preferences, Messages messages) {
    this.preferences = preferences;
    this.messages = messages;
  }

  /** Returns the recipe that was kept, or the usual one, with a message where it cannot be read. */
  public Recipe read() {
    String kept = preferences.values().recipe();
    if (kept == null) {
      return usual();
    }
    try {
      return load(kept);
    } catch (NoSuchFileException gone) {
      refuse(kept + ": no such file any more");
    } catch (IOException | RuntimeException damaged) {
      String said = damaged.getMessage() == null ? damaged.toString() : damaged.getMessage();
      refuse(said.contains(kept) ? said : kept + ": " + said);
    }
    return usual();
  }

  /** Keeps the values on the table, where they are not those of the recipe that was opened. */
  public void keep(Workbench workbench) {
    Recipe values = workbench.recipe().get();
    Recipe opened = opened();
    boolean same =
        opened != null && (values.equals(opened.settled()) || workbench.whole().equals(opened));
    if (!same) {
      preferences.setOwnRecipe(values);
    }
  }

  private Recipe opened() {
    String kept = preferences.values().recipe();
    try {
      return kept == null ? usual() : load(kept);
    } catch (IOException | RuntimeException damaged) {
      return null;
    }
  }

  private Recipe load(String kept) throws IOException {
    return catalog.contains(kept) ? catalog.load(kept) : RecipeJson.read(Path.of(kept));
  }

  private void refuse(String reason) {
    messages.error(reason + ". The recipe '" + usual().name() + "' is opened instead");
    preferences.setRecipe(null);
  }

  /** Returns the recipe for whoever has not chosen any. */
  public Recipe usual() {
    return catalog.load(catalog.names().get(0));
  }

  /**
   * Puts the usual recipe in the place of the one that was read, if the first thing that comes of
   * that one is that it cannot begin: its data are gone or damaged.
   */
  public void replaceIfItCannotBegin(Workbench workbench) {
    if (!workbench.recipe().get().equals(usual().settled())) {
      workbench.state().addListener(new Replacement(workbench));
    }
  }

  private final class Replacement implements ChangeListener<RunState> {
    private final Workbench workbench;

    Replacement(Workbench workbench) {
      this.workbench = workbench;
    }

    @Override
    public void changed(ObservableValue<? extends RunState> state, RunState before, RunState now) {
      workbench.state().removeListener(this);
      if (now == RunState.FAILED) {
        messages.info("The recipe '" + usual().name() + "' is opened instead");
        preferences.setRecipe(null);
        workbench.open(usual());
      }
    }
  }
}
