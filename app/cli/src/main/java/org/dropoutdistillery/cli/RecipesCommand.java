package org.dropoutdistillery.cli;

import java.io.PrintWriter;
import org.dropoutdistillery.run.RecipeCatalog;
import org.dropoutdistillery.run.RecipeJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the built-in recipes, or prints one to start from. */
@Command(
    name = "recipes",
    description = "Lists the built-in recipes; with a name, prints that recipe as JSON.",
    mixinStandardHelpOptions = true)
final class RecipesCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "Recipe to print.")
  private String name;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    RecipeCatalog catalog = new RecipeCatalog();
    if (name != null) {
      out.print(RecipeJson.write(catalog.load(name)));
    } else {
      int width = catalog.names().stream().mapToInt(String::length).max().orElse(1);
      for (String known : catalog.names()) {
        out.printf("%-" + width + "s  %s%n", known, catalog.load(known).description());
      }
    }
    out.flush();
  }
}
