package org.dropoutdistillery.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class KeysTest {
  private static final int WORDS = 200_000;

  /** Published output of SplitMix64 for the seed 1234567. */
  @Test
  void wordsAreThoseOfSplitMix64() {
    String[] published = {
      "6457827717110365317",
      "3203168211198807973",
      "9817491932198370423",
      "4593380528125082431",
      "16408922859458223821"
    };
    for (int i = 0; i < published.length; i++) {
      assertThat(Long.toUnsignedString(Keys.word(1234567, i))).isEqualTo(published[i]);
    }
  }

  @Test
  void wordsOfSeveralKeysAreThoseOfEachKey() {
    long[] keys = {5, -7, 1L << 60, 0};
    for (int count : new int[] {1, 2, 3, 17, 1024, 1025, 3000}) {
      long[] words = new long[4 * count];
      Keys.words(keys, 3, 1_000_000_007, count, words);
      for (int i = 0; i < 3 * count; i++) {
        assertThat(words[i]).isEqualTo(Keys.word(keys[i / count], 1_000_000_007L + i % count));
      }
      assertThat(words[3 * count]).isZero();
    }
  }

  @Test
  void wordsOfAKeyAreUniform() {
    assertUniform(i -> Keys.word(42, i));
  }

  /** Masks take the first words of many keys that are children of one. */
  @Test
  void firstWordsOfChildrenAreUniform() {
    assertUniform(i -> Keys.word(Keys.child(42, i), 0));
  }

  @Test
  void firstWordsOfGrandchildrenAreUniform() {
    assertUniform(i -> Keys.word(Keys.child(Keys.child(42, i), 7), 0));
  }

  @Test
  void firstWordsOfSeedsAreUniform() {
    assertUniform(i -> Keys.word(Stream.TEACHER_MASKS.key(i), 0));
  }

  private static void assertUniform(LongUnaryOperator words) {
    int[] bits = new int[64];
    int[] repeats = new int[64];
    int[][] bytes = new int[8][256];
    long last = words.applyAsLong(-1);
    for (int i = 0; i < WORDS; i++) {
      long word = words.applyAsLong(i);
      for (int bit = 0; bit < 64; bit++) {
        bits[bit] += (int) (word >>> bit & 1);
        repeats[bit] += (int) ((word ^ last) >>> bit & 1);
      }
      for (int b = 0; b < 8; b++) {
        bytes[b][(int) (word >>> (8 * b)) & 0xFF]++;
      }
      last = word;
    }
    for (int bit = 0; bit < 64; bit++) {
      assertThat(Frequencies.deviationOfCount(bits[bit], WORDS, .5))
          .as("bit %d", bit)
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
      assertThat(Frequencies.deviationOfCount(repeats[bit], WORDS, .5))
          .as("changes of bit %d", bit)
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
    for (int b = 0; b < 8; b++) {
      double chiSquare = Frequencies.chiSquare(bytes[b]);
      assertThat(Frequencies.deviationOfChiSquare(chiSquare, 255))
          .as("byte %d", b)
          .isCloseTo(0, within(Frequencies.DEVIATIONS));
    }
  }

  @Test
  void keysOfStreamsSeedsAndPathsDiffer() {
    Set<Long> keys = new HashSet<>();
    int count = 0;
    for (Stream stream : Stream.values()) {
      for (long seed = -5; seed <= 20; seed++) {
        long key = stream.key(seed);
        keys.add(key);
        count++;
        for (long i = -5; i <= 20; i++) {
          keys.add(Keys.child(key, i));
          keys.add(Keys.child(Keys.child(key, i), i));
          keys.add(Keys.child(Keys.child(key, i), i + 1));
          keys.add(Keys.child(Keys.child(key, i + 1), i));
          count += 4;
        }
      }
    }
    assertThat(keys).hasSize(count);
  }

  @Test
  void theOrderOfAPathMatters() {
    assertThat(Keys.child(5, 6)).isNotEqualTo(Keys.child(6, 5));
  }
}
