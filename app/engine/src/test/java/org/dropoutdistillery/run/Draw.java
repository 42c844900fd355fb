package org.dropoutdistillery.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Draws what files hold: values of every kind, and often those at the ends of their ranges. */
public final class Draw {
  private static final int[] ODD_LETTERS =
      " ,;\"'\\/\n\r\t{}[]#%=\0é漢\u2028\uFEFF\uD83D\uDE00".codePoints().toArray();
  private static final double[] ODD_NUMBERS = {
    0,
    -0.0,
    1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Math.nextDown(1.0),
    0.1 + 0.2,
    1e22,
    (1L << 53) + 2,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };
  private static final int LONGEST_TEXT = 12;

  private final Random random;

  private Draw(Random random) {
    this.random = random;
  }

  /** Returns an arbitrary of what is made of such draws. */
  public static <T> Arbitrary<T> arbitrary(Function<Draw, T> made) {
    return Arbitraries.randomValue(random -> made.apply(new Draw(random)));
  }

  public boolean flip() {
    return random.nextBoolean();
  }

  /** Returns a number from {@code low} to {@code high}. */
  public int whole(int low, int high) {
    return switch (random.nextInt(8)) {
      case 0 -> low;
      case 1 -> high;
      default -> (int) random.nextLong(low, high + 1L);
    };
  }

  public long anyWhole() {
    return of(List.of(0L, Long.MIN_VALUE, Long.MAX_VALUE, random.nextLong(), random.nextLong()));
  }

  /** Returns a number from 0 to {@code most}. */
  public long upTo(long most) {
    return flip() || most == 0 ? of(List.of(0L, most)) : random.nextLong(most);
  }

  /** Returns a number of any kind; of what is no number, the usual one. */
  public double number() {
    double bits = Double.longBitsToDouble(random.nextLong());
    return switch (random.nextInt(3)) {
      case 0 -> ODD_NUMBERS[random.nextInt(ODD_NUMBERS.length)];
      case 1 -> random.nextGaussian();
      default -> Double.isNaN(bits) ? Double.NaN : bits;
    };
  }

  public double finite() {
    double number = number();
    return Double.isFinite(number) ? number : finite();
  }

  public double from0() {
    double number = finite();
    return number >= 0 ? number : -number;
  }

  public double above0() {
    double number = from0();
    return number > 0 ? number : above0();
  }

  /** Returns a number in [0, 1). */
  public double share() {
    double number = from0();
    return number < 1 ? number : random.nextDouble();
  }

  /** Returns a number in (0, 1). */
  public double inside() {
    double number = share();
    return number > 0 ? number : inside();
  }

  /** Returns finite numbers of any size. */
  public float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      float bits = Float.intBitsToFloat(random.nextInt());
      values[i] = Float.isFinite(bits) ? bits : (float) random.nextGaussian();
    }
    return values;
  }

  /** Returns a text of any letters, the empty one included. */
  public String text() {
    int[] letters = IntStream.range(0, random.nextInt(LONGEST_TEXT)).map(i -> letter()).toArray();
    return new String(letters, 0, letters.length);
  }

  private int letter() {
    return switch (random.nextInt(3)) {
      case 0 -> ODD_LETTERS[random.nextInt(ODD_LETTERS.length)];
      case 1 -> 'a' + random.nextInt(26);
      default -> {
        int any = random.nextInt(Character.MAX_CODE_POINT + 1);
        yield Character.getType(any) == Character.SURROGATE ? 'ß' : any;
      }
    };
  }

  /** Returns a text that may name an array. */
  public String name() {
    return text()
        .codePoints()
        .filter(c -> c != '/' && c != '\\' && !Character.isISOControl(c))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Returns texts of which none is another. */
  public List<String> differentTexts(int count) {
    List<String> texts = new ArrayList<>();
    while (texts.size() < count) {
      String text = text();
      if (!texts.contains(text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  public <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  public <E extends Enum<E>> E of(Class<E> type) {
    return of(List.of(type.getEnumConstants()));
  }

  public <T> T orNull(Supplier<T> value) {
    return flip() ? value.get() : null;
  }

  public <T> List<T> list(int least, int most, Supplier<T> value) {
    List<T> list = new ArrayList<>();
    for (int size = whole(least, most); list.size() < size; ) {
      list.add(value.get());
    }
    return list;
  }
}
