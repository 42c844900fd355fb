package org.dropoutdistillery.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.store.ModelExport;
import org.dropoutdistillery.store.OutputFile;
import org.dropoutdistillery.store.SavedRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes a network of a saved run for other programs. */
@Command(
    name = "export",
    description = {
      "Writes the weights of a network of a run with the names and shapes of a PyTorch state_dict:"
          + " layers.0.weight [outputs, inputs], layers.0.bias, layers.1.weight and so on.",
      "",
      "Beside them: standardizer.mean and standardizer.scale of the features, response.mean and"
          + " response.scale of a number to predict, where there are any; and as texts the names of"
          + " features and classes, the activations, the recipe, and the divisor of the source's"
          + " numbers. So the input is (number / divisor - mean) / scale. Texts are the metadata of"
          + " safetensors; in NPZ they are JSON in the bytes of the array 'metadata'.",
      "",
      "ONNX (opset 13) holds the whole way from the source's numbers, 'features' [batch, features] in"
          + " single precision, to 'probabilities' [batch, classes], or to 'response' [batch, 1] in"
          + " its unit."
    },
    mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private SavedRunArgument folder;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      description = "File to write; an earlier one is replaced.")
  private Path out;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      defaultValue = "student",
      description = "student or teacher (default: student).")
  private ModelExport.Role network;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "npz, safetensors or onnx (default: what FILE ends in).")
  private ModelExport.Format format;

  @Override
  public Integer call() throws IOException {
    ModelExport.Format chosen = format == null ? formatOfName() : format;
    OutputFile file = OutputFile.at(out);
    SavedRun run = folder.open(Map.of(), spec.commandLine().getErr());
    Network exported = network.of(run);
    file.write(ModelExport.of(run, network, chosen));
    spec.commandLine()
        .getErr()
        .printf(
            Locale.ROOT,
            "%s: the %s, %s, %,d weights%n",
            out,
            network.name().toLowerCase(Locale.ROOT),
            exported.shapes(),
            exported.architecture().weightCount());
    spec.commandLine().getErr().flush();
    return 0;
  }

  private ModelExport.Format formatOfName() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(ModelExport.Format.values())
        .filter(known -> name.endsWith("." + known.name().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new ParameterException(
                    spec.commandLine(),
                    out
                        + ": expected a name that ends in .npz, .safetensors or .onnx, or --format"));
  }
}
