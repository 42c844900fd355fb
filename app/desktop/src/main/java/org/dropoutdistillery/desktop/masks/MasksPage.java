package org.dropoutdistillery.desktop.masks;

import java.util.Collection;
import java.util.List;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.desktop.page.Page;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;

/** Shows each dropout layer as a grid of units, pass by pass, and what each predictor says. */
public final class MasksPage implements Page {
  private final MasksModel model;
  private final PlaceBar placeBar;
  private final PredictionPanel predictions;
  private final Reel reel;
  private final Label chartHeading = new Label();
  private final PassChart chart;
  private final MapCard card;
  private final MaskBody body;
  private final VBox content = new VBox();
  private final Label waiting = new Label("There are no networks yet. They appear here soon.");
  private final StackPane root;
  private List<UnitGrid> grids = List.of();
  private Look look = Look.LIGHT;
  private boolean stale = true;

  public MasksPage(MasksModel model) {
    this.model = model;
    placeBar = new PlaceBar(model, this::changed);
    predictions = new PredictionPanel(this::watch);
    reel = new Reel(model, this::changed);
    chart = new PassChart(this::goToPass, model.messages());
    chartHeading.getStyleClass().addAll("heading", "text-small", "text-bold", "text-muted");
    chartHeading.setId("masks-chart-heading");
    card = new MapCard(model, clicks(), this::changed);
    body = new MaskBody(card, predictions);
    HBox chartTop = new HBox(8, chartHeading, chart.menuButton());
    chartTop.setAlignment(Pos.CENTER_LEFT);
    content.getChildren().addAll(placeBar, body, reel, chartTop, chart);
    content.getStyleClass().add("masks-page");
    ScrollPane scroll = new ScrollPane(content);
    scroll.setFitToWidth(true);
    scroll.setFitToHeight(true);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("edge-to-edge");
    drawOnlyWhatChanges(scroll);
    waiting.getStyleClass().add("text-muted");
    waiting.setId("masks-waiting");
    root = new StackPane(scroll, waiting);
    model.whenAnswered(() -> Platform.runLater(this::takeIn));
    for (Observable each :
        List.of(
            model.view(),
            model.place(),
            model.forced(),
            model.opened(),
            model.pinned(),
            model.problem(),
            model.mode(),
            model.playing(),
            model.data())) {
      each.addListener(property -> stale = true);
    }
    setLook(look);
  }

  /** Kept as a picture, for scrolling, all of the content would be drawn for each change in it. */
  private static void drawOnlyWhatChanges(ScrollPane scroll) {
    scroll
        .skinProperty()
        .addListener((property, before, skin) -> scroll.lookup(".viewport").setCache(false));
  }

  @Override
  public String title() {
    return "Masks";
  }

  @Override
  public Parent view() {
    return root;
  }

  @Override
  public void refresh(long nanoTime) {
    model.refresh(nanoTime);
    if (stale) {
      stale = false;
      update();
    }
  }

  @Override
  public void setLook(Look newLook) {
    look = newLook;
    double scale = look.scale();
    content.setSpacing(8 * scale);
    content.setPadding(new Insets(12 * scale, 16 * scale, 10 * scale, 16 * scale));
    body.setScale(scale);
    update();
  }

  @Override
  public boolean goBack() {
    if (model.opened().get() == null) {
      return false;
    }
    model.closeMap();
    changed();
    return true;
  }

  private void changed() {
    stale = true;
    refresh(System.nanoTime());
  }

  private void takeIn() {
    if (root.getScene() != null) {
      refresh(System.nanoTime());
    }
  }

  private void watch(int output) {
    model.watch(output);
    changed();
  }

  private void goToPass(long pass) {
    model.goToPass(pass);
    changed();
  }

  private void update() {
    MaskView view = model.view().get();
    placeBar.update();
    reel.update();
    content.setVisible(view != null);
    waiting.setVisible(view == null);
    if (view == null) {
      return;
    }
    Dataset dataset = model.data().get().loaded().dataset();
    List<String> classes = dataset.isRegression() ? List.of() : dataset.classNames();
    int watched = model.watched();
    showCells(view);
    VBox.setVgrow(body, body.wantsRoom() ? Priority.ALWAYS : Priority.SOMETIMES);
    VBox.setVgrow(chart, body.wantsRoom() ? Priority.SOMETIMES : Priority.ALWAYS);
    predictions.show(view, classes, watched, model.allPasses(), look);
    String ofClass = classes.isEmpty() ? "" : classes.get(watched);
    chartHeading.setText(
        classes.isEmpty()
            ? "VALUE OVER THE PASSES"
            : "PROBABILITY OF CLASS %s OVER THE PASSES".formatted(ofClass));
    String title =
        classes.isEmpty()
            ? "Value over the passes"
            : "Probability of class %s over the passes".formatted(ofClass);
    chart.show(view, watched, title, !classes.isEmpty(), look);
  }

  private void showCells(MaskView view) {
    OpenMap open = model.opened().get();
    if (open != null) {
      body.showCard();
      card.show(view, view.dropSites().get(open.site()), open.map(), look);
      return;
    }
    makeGrids(view.dropSites());
    for (int site = 0; site < grids.size(); site++) {
      DropSite now = view.dropSites().get(site);
      grids.get(site).show(view, now, model.mode().get(), model.forced().get(), look);
    }
  }

  /** Makes grids anew where the layers are others than those that are shown. */
  private void makeGrids(List<DropSite> sites) {
    boolean same = grids.size() == sites.size();
    for (int site = 0; same && site < sites.size(); site++) {
      same = grids.get(site).site().shape().equals(sites.get(site).shape());
    }
    if (!same) {
      grids = sites.stream().map(site -> new UnitGrid(site, clicks())).toList();
    }
    if (!same || body.showsCard()) {
      body.showAll(grids);
    }
  }

  private CellCanvas.Actions clicks() {
    return new CellCanvas.Actions() {
      @Override
      public void force(Collection<Unit> units, Force what) {
        model.force(units, what);
        changed();
      }

      @Override
      public void open(int site, int map) {
        model.openMap(site, map);
        changed();
      }
    };
  }
}
