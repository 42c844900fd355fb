package org.dropoutdistillery.desktop.chart;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.layout.StackPane;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.plots.ChartOptions;
import org.dropoutdistillery.plots.PredictorSeries;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.fx.ChartViewer;
import org.jfree.chart.fx.interaction.PanHandlerFX;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.AbstractRenderer;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2MZ;

/**
 * Shows a chart. It is built on a thread of its own and drawn on that of JavaFX, where the person's
 * zoom is kept from one chart to the next.
 */
public final class ChartPane extends StackPane {
  static final ChartWorkshop WORKSHOP = new ChartWorkshop();

  private final ChartViewer viewer = new ChartViewer(new JFreeChart(new XYPlot()));
  private final ChartTooltip tooltip;
  private final Button more = new Button(null, new FontIcon(Material2MZ.MORE_VERT));
  private final Messages messages;
  private final Set<PredictorSeries> hidden = EnumSet.noneOf(PredictorSeries.class);
  private final BooleanProperty logarithmic = new SimpleBooleanProperty(true);
  private final AtomicReference<Job> waiting = new AtomicReference<>();
  private ChartBuilder builder;
  private Look look = Look.LIGHT;
  private long steps;
  private boolean compact;
  private long drawNanos;

  private record Job(ChartBuilder builder, Look look, ChartOptions options) {}

  /**
   * @param id of this node, and what files are called at first
   * @param options which of the menu's choices make a difference
   */
  public ChartPane(String id, Set<ChartMenu.Choice> options, Messages messages) {
    this.messages = messages;
    setId(id);
    getStyleClass().add("chart-pane");
    viewer.getCanvas().setTooltipEnabled(false);
    // The library pans with Alt, which many window managers keep for themselves.
    viewer.getCanvas().addMouseHandler(new PanHandlerFX("pan-ctrl", false, true, false, false));
    // A canvas wants what it has: without a size of its own the pane would grow with each layout.
    viewer.setMinSize(0, 0);
    viewer.setPrefSize(300, 180);
    viewer.setMaxSize(Double.MAX_VALUE, Double.MAX_VALUE);
    tooltip = new ChartTooltip(this, viewer);
    FigureItems figures = new FigureItems(id, this::isEmpty, this::forPaper, more, messages);
    ChartMenu menu = new ChartMenu(this, options, figures);
    more.getStyleClass().addAll("button-icon", "flat", "chart-more");
    more.setAccessibleText("Menu of this chart");
    more.setId(id + "-menu");
    more.setFocusTraversable(false);
    setAlignment(more, Pos.TOP_RIGHT);
    getChildren().addAll(viewer, more, tooltip.label());
    ContextMenu items = menu.menu();
    more.setOnAction(pressed -> items.show(more, javafx.geometry.Side.BOTTOM, 0, 0));
    viewer.setOnContextMenuRequested(
        asked -> items.show(viewer, asked.getScreenX(), asked.getScreenY()));
    viewer.getContextMenu().getItems().clear();
    viewer.setOnMouseClicked(
        click -> {
          if (click.getClickCount() == 2) {
            resetZoom();
          }
        });
    setMinSize(0, 0);
    widthProperty().addListener((property, before, now) -> update());
    logarithmic.addListener((property, before, now) -> update());
  }

  /** Shows what this builder makes, and builds it anew whenever the look or a choice changes. */
  public void show(ChartBuilder newBuilder, Look newLook, long lastStep) {
    builder = newBuilder;
    look = newLook;
    steps = lastStep;
    update();
  }

  /** Says whether it is a small chart beside a legend; what is saved has its names all the same. */
  public void setCompact(boolean newCompact) {
    compact = newCompact;
    update();
  }

  /** Returns whether distances have a logarithmic axis. */
  BooleanProperty logarithmic() {
    return logarithmic;
  }

  boolean isHidden(PredictorSeries series) {
    return hidden.contains(series);
  }

  void setHidden(PredictorSeries series, boolean hide) {
    boolean changed = hide ? hidden.add(series) : hidden.remove(series);
    if (changed) {
      update();
    }
  }

  /** Returns the chart as it is drawn. */
  public JFreeChart chart() {
    return viewer.getChart();
  }

  /** Returns how long the last draw took on the thread of JavaFX, in nanoseconds. */
  public long drawNanos() {
    return drawNanos;
  }

  /** Returns whether there is nothing to show yet. */
  boolean isEmpty() {
    return builder == null;
  }

  /**
   * Builds the chart for paper: in light colours, with the person's choices and zoom; null before
   * there is one.
   */
  JFreeChart forPaper() {
    if (builder == null) {
      return null;
    }
    JFreeChart paper =
        builder.build(Look.LIGHT.chartTheme(), options().withAllPoints().withCompact(false));
    keepZoom(chart(), paper);
    return paper;
  }

  private ChartOptions options() {
    int columns = (int) Math.max(100, getWidth());
    return new ChartOptions(logarithmic.get(), hidden, columns, steps)
        .withCoarse(true)
        .withCompact(compact);
  }

  private void update() {
    if (builder == null || getWidth() < 1) {
      return;
    }
    boolean idle = waiting.getAndSet(new Job(builder, look, options())) == null;
    if (idle) {
      WORKSHOP.build(this::build);
    }
  }

  /** Returns what draws it. */
  private Runnable build() {
    Job job = waiting.getAndSet(null);
    try {
      JFreeChart chart = job.builder().build(job.look().chartTheme(), job.options());
      chart.getXYPlot().setDomainPannable(true);
      chart.getXYPlot().setRangePannable(true);
      dropEntities(chart.getXYPlot());
      return () -> draw(chart);
    } catch (RuntimeException broken) {
      return () -> sayBroken(broken);
    }
  }

  private void sayBroken(RuntimeException broken) {
    messages.failure("A chart cannot be drawn", broken);
  }

  /** A shape of every point would cost more than the drawing, and nobody asks for them here. */
  private static void dropEntities(XYPlot plot) {
    for (int i = 0; i < plot.getRendererCount(); i++) {
      if (plot.getRenderer(i) instanceof AbstractRenderer renderer) {
        renderer.setDefaultCreateEntities(false);
      }
    }
  }

  private void draw(JFreeChart chart) {
    keepZoom(viewer.getChart(), chart);
    long start = System.nanoTime();
    try {
      viewer.setChart(chart); // draws once; whoever sets "notify" draws twice
    } catch (RuntimeException broken) {
      sayBroken(broken);
    }
    drawNanos = System.nanoTime() - start;
    tooltip.hide();
  }

  private static void keepZoom(JFreeChart from, JFreeChart to) {
    keepZoom(from.getXYPlot().getDomainAxis(), to.getXYPlot().getDomainAxis());
    keepZoom(from.getXYPlot().getRangeAxis(), to.getXYPlot().getRangeAxis());
  }

  private static void keepZoom(ValueAxis from, ValueAxis to) {
    boolean alike = from != null && from.getClass() == to.getClass();
    if (alike && !from.isAutoRange()) {
      to.setRange(from.getRange());
    }
  }

  /** Shows the whole chart again. */
  public void resetZoom() {
    XYPlot plot = chart().getXYPlot();
    plot.getDomainAxis().setAutoRange(true);
    plot.getRangeAxis().setAutoRange(true);
  }
}
