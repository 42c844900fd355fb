package org.dropoutdistillery.desktop.shell;

import atlantafx.base.theme.Styles;
import java.util.function.LongConsumer;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;

/** Shows and takes the seed of the run. */
final class SeedField extends TextField {
  private static final String TIP =
      "Seed of all random numbers: a whole number. The same seed gives the same run.";

  private final LongConsumer commit;
  private final Tooltip tooltip = new Tooltip(TIP);
  private long seed;
  private boolean handing;

  SeedField(LongConsumer commit) {
    this.commit = commit;
    setId("seed");
    setTooltip(tooltip);
    setOnAction(entered -> hand());
    focusedProperty()
        .addListener(
            (property, before, focused) -> {
              if (!focused) {
                hand();
              }
            });
  }

  private void hand() {
    try {
      long written = Long.parseLong(getText().strip());
      refused(false);
      if (written != seed && !handing) {
        handing = true; // a question takes the focus, and that would hand the seed over again
        try {
          commit.accept(written);
        } finally {
          handing = false;
        }
        show(seed);
      }
    } catch (NumberFormatException noNumber) {
      tooltip.setText("'" + getText() + "': expected a whole number");
      refused(true);
    }
  }

  private void refused(boolean isRefused) {
    pseudoClassStateChanged(Styles.STATE_DANGER, isRefused);
    if (!isRefused) {
      tooltip.setText(TIP);
    }
  }

  void show(long newSeed) {
    seed = newSeed;
    refused(false);
    setText(Long.toString(newSeed));
  }
}
