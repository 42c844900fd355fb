package org.dropoutdistillery.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.dropoutdistillery.data.NpyArray;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.Safetensors;

/** Named arrays that another program wrote, as NPZ or as safetensors; the first bytes tell. */
final class StateDict {
  private StateDict() {}

  /**
   * @throws ModelFormatException if the file is of another kind
   * @throws org.dropoutdistillery.data.ArrayFormatException if it is damaged
   * @throws IOException if it cannot be read
   */
  static Map<String, NpyArray> read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(file + ": no such file, expected the weights of a network");
    }
    if (!isZip(file)) {
      return Safetensors.read(file).arrays();
    }
    if (ModelBundle.is(file)) {
      throw new ModelFormatException(
          file, "packed by this program; 'evaluate', 'distil' and the others take it as it is");
    }
    if (isPickle(file)) {
      throw new ModelFormatException(
          file,
          "a pickle of PyTorch's, which may run any code and so is not read; save the state_dict"
              + " as safetensors or NPZ");
    }
    return Npz.read(file);
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.read() == 'P' && in.read() == 'K';
    }
  }

  private static boolean isPickle(Path file) throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith("data.pkl"));
    } catch (ZipException | EOFException | IllegalArgumentException damaged) {
      return false; // the reader says what is wrong with it
    }
  }
}
