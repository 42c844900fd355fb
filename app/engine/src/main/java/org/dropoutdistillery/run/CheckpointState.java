package org.dropoutdistillery.run;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Normalisation;
import org.dropoutdistillery.nn.StateExchange;
import org.dropoutdistillery.tensor.Matrix;

/**
 * The numbers that a run remembers between two steps, by their names. Arrays are used again from
 * one time that they are taken to the next. One thread at a time.
 */
public final class CheckpointState {
  /**
   * @param values [rows, columns]
   * @param finite whether each must be a finite number
   */
  public record Floats(int rows, int columns, float[] values, boolean finite) {
    String shape() {
      return "[" + rows + ", " + columns + "]";
    }

    boolean holdsOnlyNumbers() {
      for (float value : values) {
        if (!Float.isFinite(value)) {
          return false;
        }
      }
      return true;
    }
  }

  private Map<String, Long> wholes = new LinkedHashMap<>();
  private Map<String, Double> numbers = new LinkedHashMap<>();
  private Map<String, Floats> floats = new LinkedHashMap<>();
  private Map<String, double[]> sums = new LinkedHashMap<>();

  /** Makes one that is filled by a run. */
  CheckpointState() {}

  /** Makes one of numbers that were kept; nothing is copied. */
  public CheckpointState(
      Map<String, Long> wholes,
      Map<String, Double> numbers,
      Map<String, Floats> floats,
      Map<String, double[]> sums) {
    this.wholes = wholes;
    this.numbers = numbers;
    this.floats = floats;
    this.sums = sums;
  }

  public Map<String, Long> wholes() {
    return Collections.unmodifiableMap(wholes);
  }

  public Map<String, Double> numbers() {
    return Collections.unmodifiableMap(numbers);
  }

  public Map<String, Floats> floats() {
    return Collections.unmodifiableMap(floats);
  }

  public Map<String, double[]> sums() {
    return Collections.unmodifiableMap(sums);
  }

  /** Returns whether all weights are numbers; where not, training has diverged already. */
  boolean isFinite() {
    return floats.values().stream().allMatch(array -> !array.finite() || array.holdsOnlyNumbers());
  }

  /** Takes everything that {@code run} exchanges; what it no longer has is dropped. */
  void take(Consumer<StateExchange> run) {
    Taking taking = new Taking(floats, sums);
    wholes = taking.wholes;
    numbers = taking.numbers;
    floats = taking.floats;
    sums = taking.sums;
    run.accept(taking);
  }

  /**
   * Returns what puts everything back.
   *
   * @throws IllegalArgumentException when asked for what is missing or does not fit
   */
  StateExchange giving() {
    return new Giving();
  }

  /**
   * Makes sure that the weights of a network are there, before memory is taken for it.
   *
   * @throws IllegalArgumentException naming the array that is not, or has another shape
   */
  void requireLayers(String name, Architecture architecture) {
    int next = 2 * architecture.layers();
    for (int layer = 0; layer < architecture.layers(); layer++) {
      int units = architecture.units(layer + 1);
      require(name + "." + 2 * layer, architecture.weightRows(layer + 1), units);
      require(name + "." + (2 * layer + 1), 1, units);
      for (int i = 0; architecture.isNormalised(layer + 1) && i < Normalisation.PARAMETERS; i++) {
        require(name + "." + next++, 1, units);
      }
    }
  }

  private Floats require(String name, int rows, int columns) {
    Floats array = floats.get(name);
    String expected = "[" + rows + ", " + columns + "]";
    if (array == null) {
      throw new IllegalArgumentException(
          "array %s: missing, expected one of the shape %s".formatted(name, expected));
    }
    if (array.rows != rows || array.columns != columns) {
      throw new IllegalArgumentException(
          "array %s: %s, expected the shape %s".formatted(name, array.shape(), expected));
    }
    return array;
  }

  private static final class Taking implements StateExchange {
    private final Map<String, Floats> oldFloats;
    private final Map<String, double[]> oldSums;
    private final Map<String, Long> wholes = new LinkedHashMap<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();
    private final Map<String, Floats> floats = new LinkedHashMap<>();
    private final Map<String, double[]> sums = new LinkedHashMap<>();

    private Taking(Map<String, Floats> oldFloats, Map<String, double[]> oldSums) {
      this.oldFloats = oldFloats;
      this.oldSums = oldSums;
    }

    @Override
    public long whole(String name, long value, long least, long most) {
      wholes.put(name, value);
      return value;
    }

    @Override
    public double number(String name, double value, double least, double most) {
      numbers.put(name, value);
      return value;
    }

    @Override
    public void weights(String name, Matrix values) {
      put(name, values, true);
    }

    @Override
    public void memory(String name, Matrix values) {
      put(name, values, false);
    }

    private void put(String name, Matrix values, boolean finite) {
      Floats array = oldFloats.get(name);
      if (array == null || array.values.length != values.size()) {
        float[] made = new float[values.size()];
        array = new Floats(values.rows(), values.columns(), made, finite);
      }
      values.read(0, array.values, 0, values.size());
      floats.put(name, array);
    }

    @Override
    public void sums(String name, int size, int first, double[] part) {
      double[] whole = sums.get(name);
      if (whole == null) {
        double[] old = oldSums.get(name);
        whole = old == null || old.length != size ? new double[size] : old;
        sums.put(name, whole);
      }
      System.arraycopy(part, 0, whole, first, part.length);
    }
  }

  private final class Giving implements StateExchange {
    @Override
    public long whole(String name, long value, long least, long most) {
      Long kept = wholes.get(name);
      if (kept == null || kept < least || kept > most) {
        throw new IllegalArgumentException(
            "%s: %s, expected a whole number from %d to %d".formatted(name, kept, least, most));
      }
      return kept;
    }

    @Override
    public double number(String name, double value, double least, double most) {
      Double kept = numbers.get(name);
      if (kept == null || !Double.isFinite(kept) || kept < least || kept > most) {
        throw new IllegalArgumentException(
            "%s: %s, expected a number from %s to %s".formatted(name, kept, least, most));
      }
      return kept;
    }

    @Override
    public void weights(String name, Matrix values) {
      Floats kept = require(name, values.rows(), values.columns());
      if (!kept.holdsOnlyNumbers()) {
        throw new IllegalArgumentException(
            "array %s: holds NaN or infinity, expected finite weights".formatted(name));
      }
      values.write(0, kept.values, 0, values.size());
    }

    @Override
    public void memory(String name, Matrix values) {
      values.write(0, require(name, values.rows(), values.columns()).values, 0, values.size());
    }

    @Override
    public void sums(String name, int size, int first, double[] part) {
      double[] kept = sums.get(name);
      if (kept == null || kept.length != size) {
        throw new IllegalArgumentException(
            "array %s: %s, expected %d sums"
                .formatted(name, kept == null ? "missing" : kept.length + " sums", size));
      }
      System.arraycopy(kept, first, part, 0, part.length);
      if (!Arrays.stream(part).allMatch(Double::isFinite)) {
        throw new IllegalArgumentException(
            "array %s: holds NaN or infinity, expected finite sums".formatted(name));
      }
    }
  }
}
