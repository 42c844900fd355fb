package org.dropoutdistillery.desktop.panel;

import java.util.Locale;
import org.dropoutdistillery.data.Dataset;
import org.dropoutdistillery.distil.Divergence;
import org.dropoutdistillery.distil.OutputKind;

/** Why a value would not fit the data, which the recipe alone cannot tell. */
final class KnobFit {
  private KnobFit() {}

  /**
   * Returns the reason, or null where it fits.
   *
   * @param data null while it is not known
   */
  static String problem(String key, String json, Dataset data) {
    if (data == null) {
      return null;
    }
    boolean shifts = key.equals("student.transferInputs.shift") && !json.equals("0");
    if (shifts && data.imageShape() == null) {
      return "the rows of '" + data.name() + "' are not images, expected 0";
    }
    if (key.equals("student.divergence") && data.isRegression()) {
      Divergence divergence = Divergence.valueOf(json.replace("\"", "").toUpperCase(Locale.ROOT));
      return divergence.fits(OutputKind.RESPONSES)
          ? null
          : divergence.label() + " compares classes, expected squared error for numbers";
    }
    return null;
  }
}
