package org.dropoutdistillery.desktop.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.Messages.Level;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.plots.GapChart;
import org.dropoutdistillery.plots.Theme;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.tensor.Workers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Where the disk is full, no figure is written, and the earlier one stays as it was. */
@ExtendWith(ApplicationExtension.class)
class FullDiskTest {
  // So many that a figure of any format takes more than the room there is.
  private static final int POINTS = 500;
  private static final List<EvaluationPoint> CURVE = new ArrayList<>();

  @TempDir private Path folder;
  private final Messages messages = new Messages();
  private SmallDisk disk;

  @BeforeAll
  static void run() throws IOException {
    Recipe recipe = TinyBench.recipe();
    try (Workers workers = new Workers(1)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      List<EvaluationPoint> curve = new RunDriver(run, point -> {}, false).drive().curve();
      EvaluationPoint last = curve.get(curve.size() - 1);
      for (int i = 0; i < POINTS; i++) {
        CURVE.add(
            new EvaluationPoint(i, last.phase(), last.teacher(), last.student(), last.report()));
      }
    }
  }

  @BeforeEach
  void mount() throws IOException {
    disk = SmallDisk.at(folder);
  }

  @AfterEach
  void unmount() throws IOException {
    if (disk != null) {
      disk.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFigureIsWrittenAsAWholeOrNotAtAll(FigureItems.Format format) throws Exception {
    String name = "gap." + format.extension();
    Path file = Files.writeString(disk.folder().resolve(name), "earlier");
    FigureItems figure =
        new FigureItems(
            "gap", () -> false, () -> GapChart.of(CURVE, List.of(), Theme.LIGHT), null, messages);
    disk.fillUpTo(1);

    Messages.Message refused = said(() -> figure.save(format, file));
    assertThat(refused.level()).isEqualTo(Level.ERROR);
    assertThat(refused.text())
        .isEqualTo(
            "There is no figure: cannot write %s (No space left on device); make room there, or"
                + " choose another folder",
            file);
    assertThat(file).hasContent("earlier");
    assertThat(names()).containsExactlyInAnyOrder("filler", name);

    disk.makeRoom();
    assertThat(said(() -> figure.save(format, file)).level()).isEqualTo(Level.INFO);
    assertThat(Files.size(file)).isGreaterThan(2 * 4096);
    assertThat(names()).containsExactly(name);
  }

  /** Returns the message that comes of something. */
  private Messages.Message said(Runnable something) throws Exception {
    int before = messages.list().size();
    something.run();
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> messages.list().size() > before);
    return messages.list().get(before);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(disk.folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
