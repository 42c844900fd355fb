package org.dropoutdistillery.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arrays come back from every format with their names, their order and their bits. */
class ArraysRoundTripTest {
  private static final String CARD = "card.json";

  @Property
  void npy(@ForAll("arrays") NpyArray array) throws IOException {
    NpyArray read = ScratchFile.through(out -> Npy.write(out, array), Npy::read);

    assertThat(AnyArrays.bits(read)).isEqualTo(AnyArrays.bits(array));
  }

  @Property
  void npz(@ForAll("named") Map<String, NpyArray> arrays, @ForAll byte[] text) throws IOException {
    Npz.Contents contents = new Npz.Contents(new LinkedHashMap<>(arrays), Map.of(CARD, text));
    Npz.Contents read =
        ScratchFile.through(out -> Npz.write(out, contents), file -> Npz.read(file, Set.of(CARD)));

    assertThat(bits(read.arrays())).isEqualTo(bits(contents.arrays()));
    assertThat(read.texts().get(CARD)).isEqualTo(text);
  }

  @Property
  void safetensors(
      @ForAll("named") Map<String, NpyArray> arrays, @ForAll("texts") Map<String, String> texts)
      throws IOException {
    Map<String, NpyArray> ordered = new LinkedHashMap<>(arrays);
    Safetensors.Contents read =
        ScratchFile.through(out -> Safetensors.write(out, ordered, texts), Safetensors::read);

    assertThat(bits(read.arrays())).isEqualTo(bits(ordered));
    assertThat(read.texts()).isEqualTo(texts);
  }

  @Provide
  Arbitrary<NpyArray> arrays() {
    return AnyArrays.any();
  }

  @Provide
  Arbitrary<Map<String, NpyArray>> named() {
    return Arbitraries.maps(AnyArrays.names(), AnyArrays.any()).ofMaxSize(5);
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    return Arbitraries.maps(AnyArrays.texts(), AnyArrays.texts()).ofMaxSize(5);
  }

  private static Collection<List<String>> bits(Map<String, NpyArray> arrays) {
    List<List<String>> bits = new ArrayList<>();
    arrays.forEach((name, array) -> bits.add(List.of(name, AnyArrays.bits(array))));
    return bits;
  }
}
