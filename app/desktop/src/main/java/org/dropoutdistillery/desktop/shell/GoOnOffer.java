package org.dropoutdistillery.desktop.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import org.dropoutdistillery.desktop.session.KeptRun;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunArchive;
import org.dropoutdistillery.desktop.session.Workbench;

/** Offers to go on with a run that was not over when its window closed, or crashed. */
final class GoOnOffer {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private final Workbench workbench;
  private final RunArchive archive;
  private final Messages messages;
  private final Overlay overlay;
  private final BooleanSupplier mayLoseWork;
  private final Executor background;

  GoOnOffer(
      Workbench workbench,
      RunArchive archive,
      Messages messages,
      Overlay overlay,
      BooleanSupplier mayLoseWork,
      Executor background) {
    this.workbench = workbench;
    this.archive = archive;
    this.messages = messages;
    this.overlay = overlay;
    this.mayLoseWork = mayLoseWork;
    this.background = background;
  }

  /**
   * Looks for the latest one and asks.
   *
   * @param none what to do where there is none
   */
  void make(Runnable none) {
    background.execute(
        () -> {
          try {
            KeptRun kept =
                KeptRun.latest(
                    archive, problem -> Platform.runLater(() -> messages.warning(problem)));
            Platform.runLater(kept == null ? none : () -> ask(kept));
          } catch (IOException unreadable) {
            Platform.runLater(() -> messages.error(unreadable.getMessage()));
          }
        });
  }

  private void ask(KeptRun kept) {
    String answer =
        overlay.ask(
            "A run did not come to its end",
            text(kept),
            new Overlay.Answer("give-up", "Give it up"),
            new Overlay.Answer("later", "Later"),
            new Overlay.Answer("go-on", "Go on"));
    try {
      if ("go-on".equals(answer) && mayLoseWork.getAsBoolean()) {
        workbench.goOn(kept);
      } else if ("give-up".equals(answer)) {
        kept.giveUp();
      } else {
        kept.close();
        messages.info("The run is still there: File, Go on with a run");
      }
    } catch (IOException failed) {
      messages.error(failed.getMessage());
    }
  }

  private static String text(KeptRun kept) {
    List<String> others = kept.run().otherEnvironment();
    String text =
        "%s, seed %d: %d steps were done and kept, %s. It goes on from there, as if it had never stopped."
            .formatted(
                kept.recipe().name(),
                kept.recipe().seed(),
                kept.run().checkpoint().steps(),
                time(kept.run().file()));
    return others.isEmpty()
        ? text
        : text
            + " This machine is another one, so its last bits may come out otherwise ("
            + String.join("; ", others)
            + ").";
  }

  private static String time(Path file) {
    try {
      LocalDateTime written =
          LocalDateTime.ofInstant(
              Files.getLastModifiedTime(file).toInstant(), ZoneId.systemDefault());
      return written.toLocalDate().equals(LocalDate.now(ZoneId.systemDefault()))
          ? "today at " + TIME.format(written)
          : DAY.format(written);
    } catch (IOException gone) {
      return "some time ago";
    }
  }
}
