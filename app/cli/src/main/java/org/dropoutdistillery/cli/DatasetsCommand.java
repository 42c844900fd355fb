package org.dropoutdistillery.cli;

import java.io.PrintWriter;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.DatasetCatalog;
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
      DatasetDescription description = catalog.describe(name);
      Dataset dataset = catalog.load(name);
      out.printf(
          "%-10s %s%n           %d rows (%d of them test rows), %d features, %d classes%n",
          name,
          description.description(),
          dataset.rows(),
          description.testRows(),
          dataset.features(),
          dataset.classes());
      out.printf(
          "           %s%n           licence: %s%n", description.source(), description.licence());
    }
    out.flush();
  }
}
