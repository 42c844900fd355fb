package org.dropoutdistillery.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dropoutdistillery.data.Npz;
import org.dropoutdistillery.data.ScratchFile;
import org.dropoutdistillery.nn.Network;
import org.dropoutdistillery.run.Draw;
import org.dropoutdistillery.run.TinyRun;

/** Networks come back from their files with their form and their bits. */
class ModelRoundTripTest {
  @Property
  void aModel(@ForAll("models") ModelBundle model) throws IOException {
    byte[] bytes = model.bytes();
    ModelBundle read = ScratchFile.through(out -> out.write(bytes), ModelBundle::read);

    assertThat(read.asRun()).isEqualTo(model.asRun());
    assertSame(read.teacher(), model.teacher());
    assertThat(read.student() == null).isEqualTo(model.student() == null);
    if (model.student() != null) {
      assertSame(read.student(), model.student());
    }
    assertThat(read.card().features()).isEqualTo(model.card().features());
    assertThat(read.card().classes()).isEqualTo(model.card().classes());
    assertThat(read.curve()).isEqualTo(model.curve());
    assertThat(read.responses()).isEqualTo(model.responses());
    assertThat(read.bytes()).as("and all the rest of it").isEqualTo(bytes);
  }

  @Property(tries = 100)
  void theWeightsInTheFolderOfARun(@ForAll("models") ModelBundle model) throws IOException {
    Network network = model.teacher();
    Network read =
        ScratchFile.through(
            out -> Npz.write(out, WeightArrays.of(network, "layers")),
            file -> WeightArrays.read(file, network.architecture()));

    assertSame(read, network);
  }

  private static void assertSame(Network read, Network written) {
    assertThat(read.architecture()).isEqualTo(written.architecture());
    assertThat(TinyRun.bits(read)).isDeepEqualTo(TinyRun.bits(written));
  }

  @Property(tries = 100)
  void aWeightThatIsNoNumberIsRefusedWithItsArray(
      @ForAll("models") ModelBundle model, @ForAll("noNumbers") float noNumber) throws IOException {
    int last = model.teacher().architecture().layers() - 1;
    model.teacher().bias(last).set(0, 0, noNumber);
    byte[] bytes = model.bytes();

    assertThatExceptionOfType(ModelFormatException.class)
        .isThrownBy(() -> ScratchFile.through(out -> out.write(bytes), ModelBundle::read))
        .withMessageContaining("array teacher.%d.bias holds %s", last, noNumber);
  }

  @Provide
  Arbitrary<ModelBundle> models() {
    return Draw.arbitrary(AnyModel::of);
  }

  @Provide
  Arbitrary<Float> noNumbers() {
    return Arbitraries.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY);
  }
}
