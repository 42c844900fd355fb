package org.dropoutdistillery.desktop.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.text.Font;
import org.dropoutdistillery.desktop.session.Look;
import org.dropoutdistillery.plots.Palette;

/** Puts a look on the window: the theme, its colours, and the size of its type. */
public final class Dress {
  private static final double TYPE = 13;
  private static final double ICON = 16;
  private static final String SHELL = Dress.class.getResource("shell.css").toExternalForm();
  private static final String PAGES = Dress.class.getResource("pages.css").toExternalForm();
  private static final String FAMILY =
      List.of("Inter", "Segoe UI", "Roboto", "DejaVu Sans").stream()
          .filter(family -> Font.font(family).getFamily().equals(family))
          .findFirst()
          .orElse("System");

  private Dress() {}

  public static void put(Look look, Scene scene) {
    String theme =
        look.dark()
            ? new PrimerDark().getUserAgentStylesheet()
            : new PrimerLight().getUserAgentStylesheet();
    if (!theme.equals(Application.getUserAgentStylesheet())) {
      Application.setUserAgentStylesheet(theme);
    }
    // Style sheets of the scene reach its menus and tooltips too.
    scene.getStylesheets().setAll(SHELL, PAGES, Styles.toDataURI(values(look)));
  }

  private static String values(Look look) {
    Palette palette = look.palette();
    return """
        .root {
          -fx-font-family: "%s";
          -fx-font-size: %spx;
          -color-accent-emphasis: %s;
          -color-accent-fg: %s;
          -color-distil: %s;
          -color-standard: %s;
          -color-mc: %s;
        }
        /* In em, an icon would grow with each pass: its own size is the type it is set in. */
        .ikonli-font-icon { -fx-icon-size: %dpx; }
        """
        .formatted(
            FAMILY,
            TYPE * look.scale(),
            css(palette.accent()),
            css(palette.accent()),
            css(palette.student()),
            css(palette.standard()),
            css(palette.monteCarlo()),
            Math.round(ICON * look.scale()));
  }

  private static String css(java.awt.Color color) {
    return "#%06x".formatted(color.getRGB() & 0xFFFFFF);
  }
}
