package org.dropoutdistillery.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dropoutdistillery.evaluate.SeedComparison;
import org.dropoutdistillery.run.SeedFigure;

/**
 * What a study over seeds leaves behind: every figure of every seed, and what they say together.
 */
public final class SeedFiles {
  private static final JsonMapper MAPPER = new JsonMapper();

  private SeedFiles() {}

  /** Returns a row for each seed and a column for each figure, empty where it is not defined. */
  public static String csv(List<Long> seeds, List<SeedFigure> figures) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      List<String> header = new ArrayList<>(List.of("seed"));
      figures.forEach(figure -> header.add(figure.key()));
      csv.writeRecord(header);
      for (int i = 0; i < seeds.size(); i++) {
        List<String> cells = new ArrayList<>(List.of(seeds.get(i).toString()));
        for (SeedFigure figure : figures) {
          double value = figure.perSeed().get(i);
          cells.add(Double.isFinite(value) ? Double.toString(value) : "");
        }
        csv.writeRecord(cells);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  /**
   * Returns the comparisons over seeds as JSON. Shares and their differences are fractions; null
   * stands where there is no number.
   */
  public static String json(String recipe, List<Long> seeds, List<SeedFigure> figures) {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("recipe", recipe);
    ArrayNode all = root.putArray("seeds");
    seeds.forEach(all::add);
    ObjectNode nodes = root.putObject("figures");
    figures.forEach(figure -> fill(nodes.putObject(figure.key()), figure));
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void fill(ObjectNode node, SeedFigure figure) {
    node.put("label", figure.label());
    node.put("unit", figure.unit().name().toLowerCase(Locale.ROOT));
    ArrayNode values = node.putArray("perSeed");
    for (double value : figure.perSeed()) {
      if (Double.isFinite(value)) {
        values.add(value);
      } else {
        values.addNull();
      }
    }
    SeedComparison comparison = figure.comparison();
    if (comparison == null) {
      return;
    }
    node.put("mean", comparison.mean());
    put(node, "deviation", comparison.deviation());
    put(node, "low", comparison.interval().low());
    put(node, "high", comparison.interval().high());
    node.put("confidence", comparison.confidence());
    if (figure.unit() != SeedFigure.Unit.PERCENT) {
      put(node, "pOfNoDifference", comparison.pValue(0));
    }
    if (figure.margin() != null) {
      node.put("margin", figure.margin());
      put(node, "pOfOutsideMargin", comparison.equivalencePValue(figure.margin()));
      node.put("equivalent", comparison.isEquivalentWithin(figure.margin()));
    }
  }

  private static void put(ObjectNode node, String key, double value) {
    if (Double.isFinite(value)) {
      node.put(key, value);
    } else {
      node.putNull(key);
    }
  }
}
