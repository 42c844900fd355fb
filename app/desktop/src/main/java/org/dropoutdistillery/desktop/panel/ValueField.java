package org.dropoutdistillery.desktop.panel;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;

/**
 * A field that hands over what was written on Enter or when it loses the focus; Escape gives up.
 */
final class ValueField extends TextField {
  private String shown = "";
  private boolean handing;

  /**
   * @param commit takes the text, where it differs from what was shown
   */
  ValueField(Consumer<String> commit, Runnable giveUp) {
    getStyleClass().add("value-field");
    setOnAction(entered -> hand(commit));
    focusedProperty()
        .addListener(
            (property, before, focused) -> {
              if (!focused) {
                hand(commit);
              }
            });
    setOnKeyPressed(
        key -> {
          if (key.getCode() == KeyCode.ESCAPE) {
            setText(shown);
            giveUp.run();
          }
        });
  }

  private void hand(Consumer<String> commit) {
    if (!getText().strip().equals(shown) && !handing) {
      handing = true; // a question takes the focus, and that would hand the value over again
      try {
        commit.accept(getText());
      } finally {
        handing = false;
      }
    }
  }

  void show(String text) {
    shown = text;
    if (!getText().equals(text)) {
      setText(text);
    }
  }
}
