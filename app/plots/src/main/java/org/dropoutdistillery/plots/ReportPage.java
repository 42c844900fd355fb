package org.dropoutdistillery.plots;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dropoutdistillery.evaluate.Report;
import org.dropoutdistillery.run.RecipeJson;

/**
 * Writes the report of a run: one HTML page that holds all it shows and asks nothing of a network.
 */
public final class ReportPage {
  private static final String TEMPLATE = "report.mustache";

  /** Enough for text and for attributes in double quotes, which is all that the template has. */
  private static final Mustache.Escaper ESCAPER =
      Escapers.simple(
          new String[][] {
            {"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}
          });

  private ReportPage() {}

  /** Returns the page. All text of the content is escaped. */
  public static String html(ReportContent content) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("title", content.title());
    values.put("verdict", content.verdict());
    values.put("recipe", RecipeJson.write(content.recipe()));
    values.put("steps", Figures.grouped(content.steps()));
    values.put("seconds", Figures.significant(content.seconds(), 3));
    values.put("fontStack", Theme.FONT_STACK);
    values.put("colors", colors());
    values.put("facts", content.facts().entrySet());
    values.putAll(fidelity(content));
    values.putAll(ReportTables.of(content));
    values.putAll(RoadTables.of(content));
    values.putAll(ReportFigures.of(content));
    return template().execute(values);
  }

  private static Map<String, Object> fidelity(ReportContent content) {
    Report report = content.lastReport();
    return report == null
        ? Map.of("measured", false)
        : Map.of(
            "measured", true,
            "distance", ReportKind.of(report).distance(),
            "truth", ReportKind.of(report).truth(),
            "measures", ReportKind.of(report).measures());
  }

  private static Map<String, String> colors() {
    Palette palette = Palette.LIGHT;
    return Map.of(
        "background", Palette.css(palette.background()),
        "surface", Palette.css(palette.surface()),
        "text", Palette.css(palette.text()),
        "muted", Palette.css(palette.muted()),
        "grid", Palette.css(palette.grid()),
        "accent", Palette.css(palette.accent()),
        "standard", Palette.css(palette.standard()),
        "mc", Palette.css(palette.monteCarlo()),
        "student", Palette.css(palette.student()));
  }

  private static Template template() {
    try (InputStream stream = ReportPage.class.getResourceAsStream(TEMPLATE);
        Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      return Mustache.compiler().withEscaper(ESCAPER).emptyStringIsFalse(true).compile(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("The report's template " + TEMPLATE + " is unreadable", e);
    }
  }
}
