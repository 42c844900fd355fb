package org.dropoutdistillery.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchTest {
  private static final String LINE =
      """
      {"row": "pass", "way": "threads, 250 rows", "millis": [30.0, 20.0, 10.0],
       "kernel": "Haswell", "openblas": "0.3.21", "torch": "1.13.0a0"}"""
          .replace("\n", "");

  @Test
  void readsALineForEachWay() {
    List<Torch.Line> lines = Torch.parse(List.of(LINE, LINE), "here");
    assertThat(lines).hasSize(2);
    assertThat(lines.get(1).way()).isEqualTo("threads, 250 rows");
    assertThat(lines.get(1).median()).isEqualTo(20);
  }

  @Test
  void saysWhichLineIsNoMeasurement() {
    assertThatThrownBy(() -> Torch.parse(List.of(LINE, "Segmentation fault"), "python3 x.py"))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("python3 x.py: line 2 is 'Segmentation fault'");
    assertThatThrownBy(() -> Torch.parse(List.of(), "python3 x.py"))
        .hasMessageContaining("no line");
  }

  @Test
  void saysWhatAProcessThatFailedSaid() {
    assertThatThrownBy(() -> Torch.find(Path.of("no-such-script.py")))
        .isInstanceOf(TorchException.class)
        .hasMessageContaining("no-such-script.py");
  }
}
