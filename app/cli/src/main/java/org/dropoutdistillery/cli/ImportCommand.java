package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.nn.Activation;
import org.dropoutdistillery.run.TeacherCheck;
import org.dropoutdistillery.store.OutsideTeacher;
import org.dropoutdistillery.store.RunFolder;
import org.dropoutdistillery.store.TeacherCheckText;
import org.dropoutdistillery.tensor.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes over a teacher that another program trained. */
@Command(
    name = "import",
    description = {
      "Takes over a teacher that PyTorch or another program trained: an NPZ or safetensors file of a"
          + " state_dict of dense layers, NAME.weight [outputs, inputs] and NAME.bias, which"
          + " convolutions may come before: NAME.weight [maps, channels, lines, columns]. Shapes give"
          + " the layers; their order is that of the numbers in their names. Prints how good the"
          + " teacher is on the validation rows, and writes a folder from which 'distil',"
          + " 'evaluate', 'predict', 'export' and 'pack' start.",
      "",
      "What no shape says of convolutions, the recipe's layer with the same number does: stride,"
          + " padding, pooling, masks, and whether batch normalisation follows (its weight, bias,"
          + " running_mean and running_var are then in the file). So that recipe has as many layers.",
      "",
      "The network must have been trained on features as the recipe prepares them: divided by the"
          + " data set's divisor and, with data.standardise, brought to mean 0 and deviation 1 on its"
          + " training rows. Or the file says its own scales: standardizer.mean and standardizer.scale"
          + " [features], and for numbers to predict response.mean and response.scale [1].",
      "",
      "Rows that it was trained on are better not among the validation and test rows of the recipe."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "NPZ or safetensors file.")
  private Path file;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      required = true,
      description =
          "Built-in recipe or JSON file for data, student and all else; units, maps and windows of"
              + " its teacher's layers are replaced.")
  private String recipe;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Replaces a value of the recipe, such as data.dataset=rows.csv; repeatable.")
  private Map<String, String> changes = new LinkedHashMap<>();

  @Option(
      names = "--activations",
      paramLabel = "NAME",
      split = ",",
      description =
          "relu, tanh or identity: of each hidden layer, or one for all (default: the recipe's, if it"
              + " has as many layers).")
  private List<Activation> activations = List.of();

  @Option(
      names = "--drop-rates",
      paramLabel = "RATE",
      split = ",",
      description =
          "Of each hidden layer, or one for all; with one more, the first is the input's (default:"
              + " the recipe's, if it has as many layers).")
  private List<Double> dropRates = List.of();

  @Option(
      names = "--layers",
      paramLabel = "NAME",
      split = ",",
      description =
          "Names of the layers from the input on, batch normalisation included, where the file"
              + " leaves their order open.")
  private List<String> layers = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; one that holds a run's results is refused.")
  private Path out;

  @Mixin private ThreadsOption threads;

  @Override
  public Integer call() throws IOException {
    OutsideTeacher teacher =
        OutsideTeacher.read(
            file,
            new RecipeArgument(recipe).read(changes),
            new OutsideTeacher.Choice(activations, dropRates, layers));
    RunFolder folder = RunFolder.open(out);
    boolean written = false;
    try {
      TeacherCheck check = check(teacher);
      teacher.write(folder);
      written = true;
      print(TeacherCheckText.of(teacher, check).replace("\n", System.lineSeparator()));
    } finally {
      if (!written) {
        folder.discard();
      }
    }
    return 0;
  }

  private TeacherCheck check(OutsideTeacher teacher) {
    try (Workers workers = threads.workers()) {
      return TeacherCheck.of(
          teacher.recipe(), teacher.data(), teacher.network(), workers, () -> false);
    }
  }

  private void print(String text) {
    PrintWriter stdout = spec.commandLine().getOut();
    stdout.print(text);
    stdout.flush();
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%nNext: distil %s%n", out);
    err.flush();
  }
}
