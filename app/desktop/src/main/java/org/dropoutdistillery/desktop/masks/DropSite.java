package org.dropoutdistillery.desktop.masks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.data.ImageShape;
import org.dropoutdistillery.nn.Architecture;
import org.dropoutdistillery.nn.Shape;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.run.MapMasks;
import org.dropoutdistillery.run.Recipe;
import org.dropoutdistillery.run.RecipeLayer;

/**
 * What is known of a dropout site before any mask is drawn.
 *
 * @param number 0 is the input, i the output of hidden layer i
 * @param shape of the values: feature maps, an image of one channel, or flat
 * @param dropRate in [0, 1)
 * @param masks what is dropped together; null but for convolutional layers
 * @param blockSize side of what is dropped together; null where that is no square
 * @param normalised whether batch normalisation lies before it
 */
record DropSite(
    int number,
    Shape shape,
    double dropRate,
    MapMasks masks,
    Integer blockSize,
    boolean normalised) {

  /** Returns the sites of a teacher from the input on. */
  static List<DropSite> of(Recipe.Teacher teacher, Architecture architecture, Dataset data) {
    List<DropSite> sites = new ArrayList<>();
    ImageShape image = data.imageShape();
    Shape input =
        image == null ? architecture.input() : new Shape(1, image.height(), image.width());
    sites.add(new DropSite(0, input, teacher.inputDropRate(), null, null, false));
    for (int site = 1; site < architecture.layers(); site++) {
      RecipeLayer layer = teacher.layers().get(site - 1);
      RecipeLayer.Conv conv = layer instanceof RecipeLayer.Conv c ? c : null;
      sites.add(
          new DropSite(
              site,
              architecture.shape(site),
              layer.dropRate(),
              conv == null ? null : conv.masks(),
              conv == null ? null : conv.blockSize(),
              conv != null && conv.batchNorm()));
    }
    return List.copyOf(sites);
  }

  /** Returns whether the values form feature maps. */
  boolean isMaps() {
    return number > 0 && !shape.isFlat();
  }

  /** Returns whether the values form an image. */
  boolean isImage() {
    return number == 0 && !shape.isFlat();
  }

  /** Returns whether passes differ here. */
  boolean isRandom() {
    return dropRate > 0;
  }

  /** Returns whether a mask keeps or drops whole maps. */
  boolean dropsMaps() {
    return isMaps() && masks == MapMasks.CHANNEL;
  }

  /** Returns the map that a unit belongs to. */
  int map(int unit) {
    return unit % shape.channels();
  }

  int line(int unit) {
    return unit / shape.channels() / shape.width();
  }

  int column(int unit) {
    return unit / shape.channels() % shape.width();
  }

  /** Returns all units of a map. */
  List<Unit> unitsOf(int map) {
    List<Unit> units = new ArrayList<>(shape.positions());
    for (int position = 0; position < shape.positions(); position++) {
      units.add(new Unit(number, position * shape.channels() + map));
    }
    return units;
  }

  /** Returns what all units of each map are forced to; free where they are not alike. */
  Force[] forcedMaps(ForcedUnits forced) {
    int[] on = new int[shape.channels()];
    int[] off = new int[shape.channels()];
    for (Map.Entry<Unit, Boolean> entry : forced.units().entrySet()) {
      int unit = entry.getKey().unit();
      if (entry.getKey().site() == number && unit < shape.size()) {
        (entry.getValue() ? on : off)[map(unit)]++;
      }
    }
    Force[] all = new Force[shape.channels()];
    for (int map = 0; map < all.length; map++) {
      boolean isOn = on[map] == shape.positions();
      all[map] = isOn ? Force.ON : off[map] == shape.positions() ? Force.OFF : Force.FREE;
    }
    return all;
  }

  /** Returns the mean of some numbers over a map. */
  double mean(float[] ofUnits, int map) {
    double sum = 0;
    for (int unit = map; unit < ofUnits.length; unit += shape.channels()) {
      sum += ofUnits[unit];
    }
    return sum / shape.positions();
  }

  /** Returns how many numbers of a map are not 0. */
  int nonzero(float[] ofUnits, int map) {
    int count = 0;
    for (int unit = map; unit < ofUnits.length; unit += shape.channels()) {
      count += ofUnits[unit] == 0 ? 0 : 1;
    }
    return count;
  }
}
