package org.dropoutdistillery.desktop.chart;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.FileChooser;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.plots.ChartCsv;
import org.dropoutdistillery.plots.FigureSize;
import org.dropoutdistillery.plots.PngWriter;
import org.dropoutdistillery.plots.PredictorSeries;
import org.dropoutdistillery.plots.SvgWriter;
import org.dropoutdistillery.store.OutputFile;
import org.jfree.chart.JFreeChart;

/** What can be done with a chart: hide curves, another scale, files. */
public final class ChartMenu {
  /** What some charts have and others do not. */
  public enum Choice {
    HIDE_STANDARD,
    HIDE_MONTE_CARLO,
    HIDE_STUDENT,
    SCALE;

    static Choice hide(PredictorSeries series) {
      return valueOf("HIDE_" + series.name());
    }
  }

  /** Kinds of files that a chart can be written to. */
  enum Format {
    PNG,
    SVG,
    CSV;

    String extension() {
      return name().toLowerCase(Locale.ROOT);
    }

    byte[] bytes(JFreeChart chart, FigureSize size, String name) {
      return switch (this) {
        case PNG -> PngWriter.png(chart, size);
        case SVG ->
            SvgWriter.svg(chart, size.layoutWidth(), size.layoutHeight(), name, name)
                .getBytes(StandardCharsets.UTF_8);
        case CSV -> ChartCsv.of(chart).getBytes(StandardCharsets.UTF_8);
      };
    }
  }

  private final ChartPane pane;
  private final Messages messages;
  private final ContextMenu menu = new ContextMenu();
  private FigureSize size = FigureSize.PAGE;

  ChartMenu(ChartPane pane, Set<Choice> choices, Messages messages) {
    this.pane = pane;
    this.messages = messages;
    for (PredictorSeries series : PredictorSeries.values()) {
      if (choices.contains(Choice.hide(series))) {
        menu.getItems().add(shown(series));
      }
    }
    if (choices.contains(Choice.SCALE)) {
      CheckMenuItem scale = new CheckMenuItem("Logarithmic scale");
      scale.selectedProperty().bindBidirectional(pane.logarithmic());
      menu.getItems().add(scale);
    }
    MenuItem reset = new MenuItem("Reset zoom (double-click)");
    reset.setOnAction(chosen -> pane.resetZoom());
    menu.getItems().addAll(reset, new SeparatorMenuItem());
    add("Copy figure", this::copy);
    for (Format format : Format.values()) {
      add("Save as " + format + "…", () -> choose(format));
    }
    add("Size of figures…", this::askForSize);
  }

  private void add(String text, Runnable run) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(chosen -> run.run());
    menu.getItems().add(item);
  }

  private void askForSize() {
    new FigureSizeForm(size, chosen -> size = chosen).show(pane.menuButton());
  }

  /** Puts the figure on the clipboard, and tells when it is there. */
  void copy() {
    if (pane.isEmpty()) {
      return;
    }
    JFreeChart chart = pane.forPaper();
    FigureSize wanted = size;
    pane.inBackground(
        () -> PngWriter.png(chart, wanted),
        png -> {
          Image image = new Image(new ByteArrayInputStream(png));
          Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.IMAGE, image));
          messages.info(
              "The figure is on the clipboard, %d × %d pixels"
                  .formatted(wanted.columns(), wanted.rows()));
        });
  }

  ContextMenu menu() {
    return menu;
  }

  private MenuItem shown(PredictorSeries series) {
    CheckMenuItem item = new CheckMenuItem("Show " + series.label());
    item.setSelected(true);
    item.selectedProperty().addListener((property, before, now) -> pane.setHidden(series, !now));
    return item;
  }

  private void choose(Format format) {
    if (pane.isEmpty()) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save the chart as " + format);
    chooser.setInitialFileName(pane.getId() + "." + format.extension());
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(format.name(), "*." + format.extension()));
    File file = chooser.showSaveDialog(pane.getScene().getWindow());
    if (file != null) {
      save(format, file.toPath());
    }
  }

  /** Writes a file, and tells how that went when it is there. */
  void save(Format format, Path file) {
    JFreeChart chart = pane.forPaper();
    FigureSize wanted = size;
    String name = pane.getId();
    pane.inBackground(
        () -> {
          OutputFile.at(file).write(format.bytes(chart, wanted, name));
          return file;
        },
        written -> messages.info("The chart is written into " + written));
  }
}
