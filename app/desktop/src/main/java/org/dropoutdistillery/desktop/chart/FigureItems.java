package org.dropoutdistillery.desktop.chart;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.MenuItem;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DataFormat;
import javafx.stage.FileChooser;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.plots.ChartCsv;
import org.dropoutdistillery.plots.FigureSize;
import org.dropoutdistillery.plots.PngWriter;
import org.dropoutdistillery.plots.SvgWriter;
import org.dropoutdistillery.store.OutputFile;
import org.jfree.chart.JFreeChart;

/** Items of a menu that copy a figure, or write it into files. */
public final class FigureItems {
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

  private final String name;
  private final BooleanSupplier isEmpty;
  private final Supplier<JFreeChart> paper;
  private final Node owner;
  private final Messages messages;
  private FigureSize size = FigureSize.PAGE;

  /**
   * @param name what files are called at first
   * @param isEmpty whether there is no figure yet
   * @param paper makes the figure in light colours; null where there is none yet
   * @param owner what the menu belongs to
   */
  public FigureItems(
      String name,
      BooleanSupplier isEmpty,
      Supplier<JFreeChart> paper,
      Node owner,
      Messages messages) {
    this.name = name;
    this.isEmpty = isEmpty;
    this.paper = paper;
    this.owner = owner;
    this.messages = messages;
  }

  /** Returns new items. */
  public List<MenuItem> items() {
    List<MenuItem> items = new ArrayList<>();
    items.add(item("Copy figure", this::copy));
    for (Format format : Format.values()) {
      items.add(item("Save as " + format + "…", () -> choose(format)));
    }
    items.add(item("Size of figures…", this::askForSize));
    return items;
  }

  private static MenuItem item(String text, Runnable run) {
    MenuItem item = new MenuItem(text);
    item.setOnAction(chosen -> run.run());
    return item;
  }

  private void askForSize() {
    new FigureSizeForm(size, chosen -> size = chosen).show(owner);
  }

  /** Puts the figure on the clipboard, and tells when it is there. */
  private void copy() {
    JFreeChart chart = paper.get();
    if (chart == null) {
      return;
    }
    FigureSize wanted = size;
    inBackground(
        () -> PngWriter.png(chart, wanted),
        png -> {
          Image image = new Image(new ByteArrayInputStream(png));
          Clipboard.getSystemClipboard().setContent(Map.of(DataFormat.IMAGE, image));
          messages.info(
              "The figure is on the clipboard, %d × %d pixels"
                  .formatted(wanted.columns(), wanted.rows()));
        });
  }

  private void choose(Format format) {
    if (isEmpty.getAsBoolean()) {
      return;
    }
    FileChooser chooser = new FileChooser();
    chooser.setTitle("Save the chart as " + format);
    chooser.setInitialFileName(name + "." + format.extension());
    chooser
        .getExtensionFilters()
        .add(new FileChooser.ExtensionFilter(format.name(), "*." + format.extension()));
    File file = chooser.showSaveDialog(owner.getScene().getWindow());
    if (file != null) {
      save(format, file.toPath());
    }
  }

  /** Writes a file, and tells how that went when it is there. */
  void save(Format format, Path file) {
    JFreeChart chart = paper.get();
    FigureSize wanted = size;
    inBackground(
        () -> {
          OutputFile.at(file).write(format.bytes(chart, wanted, name));
          return file;
        },
        written -> messages.info("The chart is written into " + written));
  }

  /** Does something slow elsewhere, and then something on the thread of the window. */
  private <T> void inBackground(Callable<T> work, Consumer<T> then) {
    ChartPane.WORKSHOP.execute(
        () -> {
          try {
            T made = work.call();
            Platform.runLater(() -> then.accept(made));
          } catch (Exception | OutOfMemoryError failed) {
            Platform.runLater(() -> messages.failure("There is no figure", failed));
          }
        });
  }
}
