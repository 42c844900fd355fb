package org.dropoutdistillery.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The OpenBLAS that ND4J loads: started once, then held to one thread for each call, because its
 * products differ in the last bits with its thread count. {@link Workers} shares the work instead.
 */
public final class BlasLibrary {
  private static final String UNKNOWN = "unknown";

  // OpenBLAS chooses one table of kernels when it loads and points `gotoblas` at it.
  private static final List<String> KERNELS =
      List.of(
          "SAPPHIRERAPIDS",
          "COOPERLAKE",
          "SKYLAKEX",
          "ZEN",
          "HASWELL",
          "EXCAVATOR",
          "STEAMROLLER",
          "PILEDRIVER",
          "BULLDOZER",
          "SANDYBRIDGE",
          "BARCELONA",
          "NEHALEM",
          "CORE2",
          "PRESCOTT",
          "NEOVERSEV1",
          "NEOVERSEN2",
          "NEOVERSEN1",
          "ARMV8SVE",
          "VORTEXM4",
          "VORTEX",
          "CORTEXA76",
          "CORTEXA72",
          "CORTEXA57",
          "ARMV8");

  private BlasLibrary() {}

  /** Loads ND4J and OpenBLAS if they are not there yet; takes 1 to 2 s the first time. */
  public static void start() {
    Started.touch();
  }

  /** Returns the version of OpenBLAS and of its Java binding, such as {@code 0.3.31-1.5.13}. */
  public static String version() {
    start();
    try {
      return Loader.getVersion("org.bytedeco", "openblas");
    } catch (IOException unreadable) {
      return UNKNOWN;
    }
  }

  /** Returns the name of the processor type whose kernels are in use, such as {@code HASWELL}. */
  public static String kernel() {
    start();
    LongPointer chosen = Word.at("gotoblas");
    for (String kernel : KERNELS) {
      LongPointer table = Word.at("gotoblas_" + kernel);
      if (chosen != null && table != null && table.address() == chosen.get(0)) {
        return kernel;
      }
    }
    return UNKNOWN;
  }

  /** Returns the number of threads that one product uses. */
  public static int threads() {
    start();
    // The binding only remembers what was asked for; OpenBLAS goes by this variable.
    Pointer variable = Loader.addressof("blas_cpu_number");
    return variable == null ? openblas.blas_get_num_threads() : new IntPointer(variable).get();
  }

  /** A pointer to the 64-bit word at an exported symbol. */
  private static final class Word extends LongPointer {
    private Word(long address) {
      this.address = address;
      this.capacity(1);
    }

    static LongPointer at(String symbol) {
      var pointer = Loader.addressof(symbol);
      return pointer == null ? null : new Word(pointer.address());
    }
  }

  /** Starts the libraries when the class is initialised: once, whichever thread comes first. */
  private static final class Started {
    // Threads of masks and of averages, which multiply beside the workers of a run.
    private static final int OTHERS = 2;

    static {
      // By default JavaCPP counts the whole process against the Java heap limit and then refuses
      // to allocate; our arrays are allocated once and live outside the heap.
      for (String limit : List.of("maxBytes", "maxPhysicalBytes")) {
        String property = "org.bytedeco.javacpp." + limit;
        if (System.getProperty(property) == null) {
          System.setProperty(property, "0");
        }
      }
      shareOneFile();
      Nd4j.createUninitialized(DataType.FLOAT, new long[] {1, 1}, 'c');
      openblas.blas_set_num_threads(1);
      PackingBuffers.touch(Runtime.getRuntime().availableProcessors() + OTHERS);
    }

    static void touch() {}

    /**
     * ND4J loads OpenBLAS under two names, of which JavaCPP makes two files, and Linux two
     * libraries with settings of their own. A link makes them one.
     */
    private static void shareOneFile() {
      if (!Loader.getPlatform().startsWith("linux")) {
        return;
      }
      try {
        String resource = Loader.getPlatform() + "/libopenblas.so.0";
        Path file = Loader.cacheResource(openblas.class, resource).toPath();
        Path second = file.resolveSibling("libopenblas_nolapack.so.0");
        if (!Files.exists(second) || !Files.isSameFile(file, second)) {
          Files.deleteIfExists(second);
          Files.createSymbolicLink(second, file.getFileName());
        }
      } catch (IOException unwritable) {
        // With two, the first answers every call; the second only takes memory.
      }
    }
  }
}
