package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.store.ModelBundle;
import org.dropoutdistillery.store.OutputFile;
import org.dropoutdistillery.store.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Puts the networks of a run into one file. */
@Command(
    name = "pack",
    description = {
      "Puts the teacher and the student of a run into one file, from which 'evaluate', 'predict',"
          + " 'export' and 'distil' start as from its folder.",
      "",
      "NumPy opens it as an NPZ: teacher.0.weight [outputs, inputs], teacher.0.bias and so on, and"
          + " model.json, which says where they come from: the recipe, how far it came, the data set"
          + " and its SHA-256, the names of features and classes, and the machine."
    },
    mixinStandardHelpOptions = true)
final class PackCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SavedRunArgument folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to write; an earlier one is replaced.")
  private Path out;

  @Override
  public Integer call() throws IOException {
    OutputFile file = OutputFile.at(out);
    SavedRun run = folder.open(Map.of(), spec.commandLine().getErr());
    byte[] bytes = ModelBundle.of(run).bytes();
    file.write(bytes);
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%s: %s%s, %,d bytes%n",
            out,
            run.teacher().shapes(),
            run.student() == null ? "" : " and " + run.student().shapes(),
            bytes.length);
    spec.commandLine().getErr().flush();
    return 0;
  }
}
