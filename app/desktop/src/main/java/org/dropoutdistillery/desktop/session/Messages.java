package org.dropoutdistillery.desktop.session;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** What the program tells the person, the newest last. Belongs to the thread of the window. */
public final class Messages {
  private static final int MOST = 1000;

  /** How much a message matters. */
  public enum Level {
    INFO,
    WARNING,
    ERROR
  }

  /**
   * @param details a stack trace, say; empty for none
   */
  public record Message(Instant time, Level level, String text, String details) {}

  private final ObservableList<Message> list = FXCollections.observableArrayList();
  // One for all, since listeners hang on it and it is held by the list weakly.
  private final ObservableList<Message> view = FXCollections.unmodifiableObservableList(list);

  /** Returns all messages, the newest last. */
  public ObservableList<Message> list() {
    return view;
  }

  public void info(String text) {
    add(Level.INFO, text, "");
  }

  public void warning(String text) {
    add(Level.WARNING, text, "");
  }

  public void error(String text) {
    add(Level.ERROR, text, "");
  }

  /**
   * Tells that something broke. What the causes of the program's own exceptions say is meant for
   * the person, and is the message; the stack trace goes into the details.
   */
  public void failure(String what, Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    String said = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    add(Level.ERROR, what + ": " + said, trace.toString());
  }

  private void add(Level level, String text, String details) {
    if (list.size() == MOST) {
      list.remove(0);
    }
    list.add(new Message(Instant.now(), level, text, details));
  }
}
