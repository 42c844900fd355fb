package org.dropoutdistillery.cli;

import java.io.PrintWriter;
import org.dropoutdistillery.data.DatasetCatalog;
import org.dropoutdistillery.data.DatasetContent;
import org.dropoutdistillery.data.DatasetDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the built-in data sets. */
@Command(
    name = "datasets",
    description = "Lists the built-in data sets with their sizes, sources and licences.",
    mixinStandardHelpOptions = true)
final class DatasetsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    DatasetCatalog catalog = new DatasetCatalog();
    for (String name : catalog.names()) {
      DatasetDescription set = catalog.describe(name);
      out.printf("%-10s %s%n           %s%n", name, set.description(), sizes(set));
      out.printf("           %s%n           licence: %s%n", set.source(), set.licence());
    }
    out.flush();
  }

  private static String sizes(DatasetDescription set) {
    String rows =
        "%d rows (%d of them test rows%s, %s"
            .formatted(
                set.rows(),
                set.testCount(),
                set.content() instanceof DatasetContent.Generated ? ") unless told otherwise" : ")",
                count(set.features(), "feature"));
    return rows
        + (set.isRegression()
            ? ", a number to predict"
            : ", " + set.classNames().size() + " classes");
  }

  private static String count(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
