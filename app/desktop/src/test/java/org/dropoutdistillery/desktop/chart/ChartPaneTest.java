package org.dropoutdistillery.desktop.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.dropoutdistillery.desktop.session.Messages.Level.INFO;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.image.Image;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseButton;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.TinyBench;
import org.dropoutdistillery.plots.GapChart;
import org.dropoutdistillery.plots.PredictorSeries;
import org.dropoutdistillery.run.EvaluationPoint;
import org.dropoutdistillery.run.LiveChange;
import org.dropoutdistillery.run.Phase;
import org.dropoutdistillery.run.Run;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.tensor.Workers;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.plot.XYPlot;
import org.jfree.data.Range;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

@ExtendWith(ApplicationExtension.class)
class ChartPaneTest {
  private static final List<LiveChange> CHANGES =
      List.of(new LiveChange(21, "teacher.layers[0].dropRate", 0.4));
  private static List<EvaluationPoint> curve;

  @TempDir Path folder;
  private final Messages messages = new Messages();
  private ChartPane pane;

  @BeforeAll
  static void run() throws IOException {
    var recipe = TinyBench.recipe();
    try (Workers workers = new Workers(1)) {
      Run run = new Run(recipe, RunData.load(recipe), workers);
      curve = new RunDriver(run, point -> {}, false).drive().curve();
    }
  }

  @Start
  void start(Stage stage) {
    pane = new ChartPane("gap-chart", EnumSet.allOf(ChartMenu.Choice.class), messages);
    stage.setScene(new Scene(pane, 900, 420));
    stage.show();
  }

  @SuppressWarnings("ReferenceEquality") // another chart, though it may look the same
  private void show(FxRobot robot, List<EvaluationPoint> points) throws Exception {
    JFreeChart before = pane.chart();
    robot.interact(
        () ->
            pane.show(
                (theme, options) -> GapChart.of(points, CHANGES, theme, options),
                Look.LIGHT,
                points.get(points.size() - 1).step()));
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> pane.chart() != before);
    WaitForAsyncUtils.waitForFxEvents();
  }

  private void await(Callable<Boolean> reached) throws Exception {
    WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, reached);
  }

  private Range steps() {
    return pane.chart().getXYPlot().getDomainAxis().getRange();
  }

  private Point2D at(FxRobot robot, double x, double y) {
    Bounds bounds = robot.bounds(pane).query();
    return new Point2D(
        bounds.getMinX() + x * bounds.getWidth(), bounds.getMinY() + y * bounds.getHeight());
  }

  private void drag(FxRobot robot, double fromX, double toX) {
    robot.moveTo(at(robot, fromX, 0.3)).press(MouseButton.PRIMARY);
    robot.moveTo(at(robot, toX, 0.7)).release(MouseButton.PRIMARY);
  }

  @Test
  void zoomSurvivesTheNextDrawAndADoubleClickBringsAllBack(FxRobot robot) throws Exception {
    show(robot, curve);
    Range whole = steps();
    drag(robot, 0.3, 0.6);
    Range zoomed = steps();
    assertThat(zoomed.getLength()).isLessThan(0.6 * whole.getLength());

    show(robot, curve.subList(0, curve.size() - 1));
    assertThat(steps()).isEqualTo(zoomed);
    robot.doubleClickOn(pane);
    assertThat(steps().getUpperBound()).isGreaterThan(zoomed.getUpperBound());
    assertThat(steps().getLowerBound()).isZero();
  }

  @Test
  void dragsWithControlPan(FxRobot robot) throws Exception {
    show(robot, curve);
    drag(robot, 0.3, 0.6);
    Range zoomed = steps();
    robot.press(KeyCode.CONTROL);
    drag(robot, 0.6, 0.4);
    robot.release(KeyCode.CONTROL);

    assertThat(steps().getLength()).isCloseTo(zoomed.getLength(), within(1e-6));
    assertThat(steps().getLowerBound()).isGreaterThan(zoomed.getLowerBound());
  }

  @Test
  void curvesAreHiddenAndTheScaleIsChosenFromTheMenu(FxRobot robot) throws Exception {
    show(robot, curve);
    assertThat(seriesKeys()).contains(PredictorSeries.STANDARD, PredictorSeries.STUDENT);
    robot.clickOn("#gap-chart-menu");
    robot.clickOn("Show standard");
    await(() -> seriesKeys().size() == 1);
    assertThat(seriesKeys()).containsExactly(PredictorSeries.STUDENT);

    robot.clickOn("#gap-chart-menu");
    CheckMenuItem log = item(robot, "Logarithmic scale");
    assertThat(log.isSelected()).isTrue();
    robot.clickOn("Logarithmic scale");
    await(() -> pane.chart().getTitle().getText().contains("linear"));
  }

  private static CheckMenuItem item(FxRobot robot, String text) {
    return robot.listWindows().stream()
        .filter(ContextMenu.class::isInstance)
        .flatMap(menu -> ((ContextMenu) menu).getItems().stream())
        .filter(item -> text.equals(item.getText()))
        .map(CheckMenuItem.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<Comparable<?>> seriesKeys() {
    List<Comparable<?>> keys = new ArrayList<>();
    XYPlot plot = pane.chart().getXYPlot();
    for (int i = 0; i < plot.getDataset(0).getSeriesCount(); i++) {
      keys.add(plot.getDataset(0).getSeriesKey(i));
    }
    return keys;
  }

  @Test
  void hoveringOverAMarkTellsWhatWasChanged(FxRobot robot) throws Exception {
    show(robot, curve);
    XYPlot plot = pane.chart().getXYPlot();
    var viewer = (ChartViewer) pane.getChildren().get(0);
    var area = viewer.getRenderingInfo().getPlotInfo().getDataArea();
    double x = plot.getDomainAxis().valueToJava2D(21, area, plot.getDomainAxisEdge());
    Bounds bounds = robot.bounds(pane).query();
    robot.moveTo(new Point2D(bounds.getMinX() + x + 20, bounds.getMinY() + area.getCenterY()));
    robot.moveTo(new Point2D(bounds.getMinX() + x, bounds.getMinY() + area.getCenterY()));

    Node tip = robot.lookup(".chart-tooltip").query();
    assertThat(tip.isVisible()).isTrue();
    assertThat(((Label) tip).getText()).isEqualTo("step 21: drop rate of layer 1 → 0.4");
  }

  @Test
  void savedFilesOpenAndHoldAllPoints(FxRobot robot) throws Exception {
    show(robot, curve);
    FigureItems menu = new FigureItems("gap-chart", pane::isEmpty, pane::forPaper, pane, messages);
    robot.interact(
        () ->
            Arrays.stream(FigureItems.Format.values())
                .forEach(f -> menu.save(f, folder.resolve("chart." + f.extension()))));
    await(() -> messages.list().size() == 3);

    BufferedImage png = ImageIO.read(folder.resolve("chart.png").toFile());
    assertThat(png.getWidth()).isGreaterThanOrEqualTo(1200);
    assertThat(png.getRGB(2, 2) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    var svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("chart.svg").toFile());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    List<String> csv = Files.readAllLines(folder.resolve("chart.csv"));
    assertThat(csv.stream().filter(line -> line.startsWith("standard,"))).hasSize(curve.size());
    assertThat(messages.list()).extracting(Messages.Message::level).containsOnly(INFO);
  }

  @Test
  void theSizeOfFiguresIsChosenAndAFigureIsCopied(FxRobot robot) throws Exception {
    show(robot, curve);
    choose(robot, "Size of figures…");
    type(robot, "#figure-width", "200");
    assertThat(pixels(robot)).isEqualTo("Width: 200.0, expected 4 to 120");
    type(robot, "#figure-width", "8");
    type(robot, "#figure-height", "5");
    type(robot, "#figure-dpi", "254");
    assertThat(pixels(robot)).isEqualTo("800 × 500 pixels");
    robot.push(KeyCode.ESCAPE);

    choose(robot, "Copy figure");
    await(() -> !messages.list().isEmpty());
    Image copied = WaitForAsyncUtils.waitForAsyncFx(2000, Clipboard.getSystemClipboard()::getImage);
    assertThat(copied.getWidth()).isEqualTo(800);
    assertThat(copied.getHeight()).isEqualTo(500);
  }

  private static void choose(FxRobot robot, String item) {
    robot.clickOn("#gap-chart-menu");
    robot.clickOn(item);
  }

  private static String pixels(FxRobot robot) {
    return robot.lookup("#figure-pixels").queryLabeled().getText();
  }

  private static void type(FxRobot robot, String field, String text) {
    robot.interact(() -> robot.lookup(field).queryTextInputControl().setText(text));
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidPlainly(FxRobot robot) throws Exception {
    show(robot, curve);
    FigureItems menu = new FigureItems("gap-chart", pane::isEmpty, pane::forPaper, pane, messages);
    robot.interact(() -> menu.save(FigureItems.Format.PNG, folder.resolve("no/such/chart.png")));
    await(() -> !messages.list().isEmpty());

    Messages.Message last = messages.list().get(messages.list().size() - 1);
    assertThat(last.level()).isEqualTo(Messages.Level.ERROR);
    assertThat(last.text()).contains("chart.png");
  }

  /** A bound with room, and for the quicker draws: other work may share the processor. */
  @Test
  void aDrawOfALongCurveIsShort(FxRobot robot) throws Exception {
    List<EvaluationPoint> points = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      EvaluationPoint of = curve.get(1 + (i * 7) % (curve.size() - 1));
      points.add(
          new EvaluationPoint(
              i,
              i < 40_000 ? Phase.TEACHER : Phase.STUDENT,
              of.teacher(),
              of.student(),
              of.report()));
    }
    double[] millis = new double[40];
    for (int i = 0; i < millis.length; i++) {
      show(robot, points.subList(0, points.size() - i));
      millis[i] = pane.drawNanos() / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "draw of 100 000 points: fastest quarter %.1f ms, median %.1f ms%n",
        millis[10], millis[20]);
    assertThat(millis[10]).isLessThan(20);
  }
}
