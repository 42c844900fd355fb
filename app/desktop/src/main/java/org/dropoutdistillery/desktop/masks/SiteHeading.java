package org.dropoutdistillery.desktop.masks;

import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.javafx.FontIcon;
import org.kordamp.ikonli.material2.Material2AL;

/** What a site is, and whether it is random at test time: dice where it is, a flake where not. */
final class SiteHeading extends Label {
  private final FontIcon icon = new FontIcon();
  private final Tooltip tooltip = new Tooltip();

  SiteHeading() {
    getStyleClass().addAll("heading", "site-heading", "text-small", "text-bold", "text-muted");
    setGraphic(icon);
    setTooltip(tooltip);
  }

  void show(DropSite site) {
    setText(SiteText.of(site));
    icon.setIconCode(site.isRandom() ? Material2AL.CASINO : Material2AL.AC_UNIT);
    tooltip.setText(SiteText.randomness(site));
  }
}
