package org.dropoutdistillery.desktop.masks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import javafx.geometry.Side;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Pane;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.dropoutdistillery.desktop.chart.FigureItems;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.plots.Palette;
import org.dropoutdistillery.plots.PassesChart;
import org.jfree.chart.JFreeChart;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * One output over the passes: a dot for each pass, the running average, and the levels of the other
 * two predictors. What lies beyond the pass that is looked at is faint.
 */
final class PassChart extends Pane {
  private static final double FAINT = .3;
  private final Canvas canvas = new Canvas();
  private final Button more = new Button(null, new FontIcon(Material2MZ.MORE_VERT));
  private MaskView view;
  private int output;
  private boolean probability;
  private String title = "";
  private Look look = Look.LIGHT;
  private double least;
  private double most;
  private double left;
  private double top;
  private double width;
  private double height;

  /**
   * @param choose what is to be done with a pass that was clicked
   */
  PassChart(LongConsumer choose, Messages messages) {
    setId("masks-chart");
    getChildren().add(canvas);
    canvas.setOnMousePressed(event -> choose(event, choose));
    canvas.setOnMouseDragged(event -> choose(event, choose));
    more.setId("masks-chart-menu");
    more.getStyleClass().addAll("button-icon", "flat");
    more.setAccessibleText("Menu of this chart");
    more.setFocusTraversable(false);
    more.setMinHeight(0);
    more.setPrefHeight(0); // as high as the heading that it stands beside
    more.setMaxHeight(Double.MAX_VALUE);
    ContextMenu menu = new ContextMenu();
    FigureItems figures =
        new FigureItems("passes", () -> view == null, this::forPaper, more, messages);
    menu.getItems().addAll(figures.items());
    more.setOnAction(pressed -> menu.show(more, Side.BOTTOM, 0, 0));
    canvas.setOnContextMenuRequested(
        asked -> menu.show(canvas, asked.getScreenX(), asked.getScreenY()));
  }

  /** Returns what opens the menu of the chart, to stand beside its heading. */
  Button menuButton() {
    return more;
  }

  /** Builds the chart for paper, of all passes; null before there are any. */
  JFreeChart forPaper() {
    if (view == null) {
      return null;
    }
    double[] passes = Arrays.stream(view.passes()).mapToDouble(pass -> pass[output]).toArray();
    double student = view.student() == null ? Double.NaN : view.student()[output];
    return new PassesChart(title, note(), passes, view.standard()[output], student, probability)
        .chart(Look.LIGHT.chartTheme());
  }

  /** Which input, weights and masks these are. */
  private String note() {
    int forced = view.forced().count();
    return "%s, weights after step %d%s"
        .formatted(
            view.address().replaceFirst("pass \\d+ / ", ""),
            view.step(),
            forced == 0 ? "" : ", forced units: " + forced);
  }

  private void choose(MouseEvent event, LongConsumer choose) {
    if (view != null && width > 0 && event.getButton() == MouseButton.PRIMARY) {
      int count = view.passes().length;
      double share = (event.getX() - left) / width;
      choose.accept(Math.max(0, Math.min(count - 1, (long) (share * count))));
    }
  }

  /**
   * @param newOutput which of the outputs
   * @param newTitle what that is
   * @param isProbability whether it goes from 0 to 1
   */
  void show(MaskView newView, int newOutput, String newTitle, boolean isProbability, Look newLook) {
    view = newView;
    output = newOutput;
    title = newTitle;
    probability = isProbability;
    look = newLook;
    draw();
  }

  @Override
  protected double computeMinHeight(double forWidth) {
    return 72 * look.scale();
  }

  @Override
  protected double computeMaxHeight(double forWidth) {
    return 480 * look.scale();
  }

  @Override
  protected double computePrefHeight(double forWidth) {
    return 150 * look.scale();
  }

  @Override
  protected void layoutChildren() {
    draw();
  }

  private void draw() {
    GraphicsContext g = Paint.clear(canvas, Math.floor(getWidth()), Math.floor(getHeight()));
    if (view == null || getWidth() < 80 || getHeight() < 40) {
      return;
    }
    findRange();
    double scale = look.scale();
    Font font = Paint.font(11 * scale);
    double numbers = Math.max(tickWidth((least + most) / 2, font), tickWidth(most, font));
    left = Math.ceil(Math.max(tickWidth(least, font), numbers) + 10 * scale);
    top = Math.ceil(8 * scale);
    width = Math.floor(getWidth() - left - nameWidth(font) - 8 * scale);
    height = Math.floor(getHeight() - top - 8 * scale);
    g.setFont(font);
    drawTicks(g);
    double[] averages = averages();
    drawDots(g);
    drawAverages(g, averages);
    drawMarker(g);
    drawLevels(g, averages[averages.length - 1]);
  }

  private void findRange() {
    least = 0;
    most = 1;
    if (probability) {
      return;
    }
    least = view.standard()[output];
    most = least;
    for (double[] pass : view.passes()) {
      include(pass[output]);
    }
    if (view.student() != null) {
      include(view.student()[output]);
    }
    double room = Math.max(1e-9, (most - least) * .06);
    least -= room;
    most += room;
  }

  private void include(double value) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }

  private String tick(double value) {
    return probability ? (value == .5 ? "0.5" : "%.0f".formatted(value)) : "%.3g".formatted(value);
  }

  private static double nameWidth(Font font) {
    return Math.max(Paint.width("distilled", font), Paint.width("standard", font));
  }

  private double tickWidth(double value, Font font) {
    return Paint.width(tick(value), font);
  }

  private void drawTicks(GraphicsContext g) {
    Palette palette = look.palette();
    g.setTextAlign(TextAlignment.RIGHT);
    g.setTextBaseline(VPos.CENTER);
    for (double share : new double[] {0, .5, 1}) {
      double value = least + share * (most - least);
      double y = Math.round(y(value)) + .5;
      g.setStroke(Paint.of(palette.grid()));
      g.setLineWidth(1);
      g.strokeLine(left, y, left + width, y);
      g.setFill(Paint.of(palette.muted()));
      g.fillText(tick(value), left - 6 * look.scale(), y);
    }
  }

  private double x(double pass) {
    return left + (pass + .5) / view.passes().length * width;
  }

  private double y(double value) {
    return top + (most - value) / (most - least) * height;
  }

  private double[] averages() {
    double[] averages = new double[view.passes().length];
    double sum = 0;
    for (int pass = 0; pass < averages.length; pass++) {
      sum += view.passes()[pass][output];
      averages[pass] = sum / (pass + 1);
    }
    return averages;
  }

  /** Returns how many passes go into one mark, so that there are two for each pixel at most. */
  private int stride() {
    return Math.max(1, (int) Math.ceil(view.passes().length / (2 * width)));
  }

  private void drawDots(GraphicsContext g) {
    double size = Math.round((view.passes().length > width / 4 ? 2 : 4) * look.scale());
    Color bright = Paint.of(look.palette().monteCarlo());
    Color faint = bright.deriveColor(0, 1, 1, FAINT);
    for (int pass = 0; pass < view.passes().length; pass += stride()) {
      g.setFill(pass <= view.place().pass() ? bright : faint);
      double value = view.passes()[pass][output];
      g.fillOval(x(pass) - size / 2, y(value) - size / 2, size, size);
    }
  }

  private void drawAverages(GraphicsContext g, double[] averages) {
    Color bright = Paint.of(look.palette().monteCarlo());
    int shown = view.passesSoFar();
    line(g, averages, 0, shown, bright);
    line(g, averages, shown - 1, averages.length, bright.deriveColor(0, 1, 1, FAINT));
  }

  private void line(GraphicsContext g, double[] averages, int from, int to, Color colour) {
    int stride = stride();
    int count = (to - from + stride - 1) / stride;
    double[] xs = new double[count];
    double[] ys = new double[count];
    for (int i = 0; i < count; i++) {
      xs[i] = x(from + i * stride);
      ys[i] = y(averages[from + i * stride]);
    }
    g.setStroke(colour);
    g.setLineWidth(2 * look.scale());
    g.strokePolyline(xs, ys, count);
  }

  private void drawMarker(GraphicsContext g) {
    if (view.place().pass() < view.passes().length) {
      double x = Math.round(x((double) view.place().pass())) + .5;
      g.setStroke(Paint.of(look.palette().text()));
      g.setLineWidth(1);
      g.setLineDashes(3, 3);
      g.strokeLine(x, top, x, top + height);
      g.setLineDashes((double[]) null);
    }
  }

  private void drawLevels(GraphicsContext g, double monteCarlo) {
    Palette palette = look.palette();
    List<EdgeName> names = new ArrayList<>();
    names.add(new EdgeName("MC", palette.monteCarlo(), y(monteCarlo)));
    names.add(level(g, "standard", palette.standard(), view.standard()));
    if (view.student() != null) {
      names.add(level(g, "distilled", palette.student(), view.student()));
    }
    EdgeName.draw(names, g, left + width + 6 * look.scale(), 13 * look.scale(), getHeight());
  }

  private EdgeName level(GraphicsContext g, String name, java.awt.Color colour, double[] outputs) {
    double y = y(outputs[output]);
    g.setStroke(Paint.of(colour));
    g.setLineWidth(2 * look.scale());
    g.strokeLine(left, y, left + width, y);
    return new EdgeName(name, colour, y);
  }
}
