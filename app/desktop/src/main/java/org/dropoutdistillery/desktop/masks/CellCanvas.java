package org.dropoutdistillery.desktop.masks;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Tooltip;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.util.Duration;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;

/** The cells of a site, or of one of its maps, and what a mouse does to them. */
final class CellCanvas extends Canvas {
  /** What comes of a click. */
  interface Actions {
    /** Forces units. */
    void force(Collection<Unit> units, Force what);

    /** Opens a map large. */
    void open(int site, int map);
  }

  private final boolean manyMaps;
  private final Actions actions;
  private final CellPicture picture = new CellPicture(this);
  private final Tooltip tooltip = new Tooltip();
  private final Set<Integer> dragged = new HashSet<>();
  private CellGrid grid;
  private Force force;
  private boolean opens;
  private MaskView view;
  private DropSite site;
  private ViewMode mode;
  private ForcedUnits forced;
  private Look look;

  /**
   * @param manyMaps whether it shows feature maps side by side, which a click opens
   */
  CellCanvas(boolean manyMaps, Actions actions) {
    this.manyMaps = manyMaps;
    this.actions = actions;
    tooltip.setShowDelay(Duration.millis(250));
    tooltip.setShowDuration(Duration.seconds(30));
    Tooltip.install(this, tooltip);
    setOnMouseMoved(event -> tell(unitAt(event)));
    setOnMousePressed(this::press);
    setOnMouseDragged(event -> dragOver(unitAt(event)));
    setOnMouseClicked(this::click);
  }

  CellGrid grid() {
    return grid;
  }

  /** Takes on another size; {@link #draw} shows it. */
  void setGrid(CellGrid newGrid) {
    grid = newGrid;
  }

  void show(
      MaskView newView, DropSite newSite, ViewMode newMode, ForcedUnits newForced, Look newLook) {
    view = newView;
    site = newSite;
    mode = newMode;
    forced = newForced;
    look = newLook;
    draw();
  }

  void draw() {
    if (view == null || grid == null) {
      return;
    }
    int number = site.number();
    float[] frequency = view.keepFrequency() == null ? null : view.keepFrequency()[number];
    CellColours colours =
        new CellColours(look.palette(), mode, view.sites().get(number), frequency, site.isImage());
    picture.paint(site, grid, colours, forced, look.palette());
  }

  private int unitAt(MouseEvent event) {
    return grid == null || view == null ? -1 : grid.unitAt(event.getX(), event.getY());
  }

  private void press(MouseEvent event) {
    dragged.clear();
    force = null;
    opens = event.getButton() == MouseButton.PRIMARY && !forces(event);
    int unit = unitAt(event);
    if (unit >= 0 && event.getButton() == MouseButton.PRIMARY && forces(event)) {
      force = (forcesMaps() ? ofMap(unit) : forced.of(new Unit(site.number(), unit))).next();
      dragOver(unit);
    }
  }

  /** Side by side, a click opens a map, and forces it with Shift. */
  private boolean forces(MouseEvent event) {
    return !manyMaps || event.isShiftDown();
  }

  private boolean forcesMaps() {
    return manyMaps || site.dropsMaps();
  }

  private Force ofMap(int unit) {
    return site.forcedMaps(forced)[site.map(unit)];
  }

  private void dragOver(int unit) {
    if (unit >= 0 && force != null && dragged.add(forcesMaps() ? site.map(unit) : unit)) {
      List<Unit> units =
          forcesMaps() ? site.unitsOf(site.map(unit)) : List.of(new Unit(site.number(), unit));
      actions.force(units, force);
    }
    tell(unit);
  }

  private void click(MouseEvent event) {
    int unit = unitAt(event);
    if (unit >= 0 && opens && event.isStillSincePress()) {
      actions.open(site.number(), site.map(unit));
    }
  }

  private void tell(int unit) {
    tooltip.setText(
        unit < 0 ? "" : UnitText.of(view, site, unit) + "\n" + UnitText.click(click(unit), how()));
  }

  private Force click(int unit) {
    return forcesMaps() ? ofMap(unit) : forced.of(new Unit(site.number(), unit));
  }

  private UnitText.Click how() {
    if (manyMaps) {
      return UnitText.Click.OPENS_MAP;
    }
    return site.dropsMaps() ? UnitText.Click.FORCES_MAP : UnitText.Click.FORCES_UNIT;
  }
}
