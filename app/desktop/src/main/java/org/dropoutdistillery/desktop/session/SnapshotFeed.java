package org.dropoutdistillery.desktop.session;

import org.dropoutdistillery.run.RunDriver;
import org.dropoutdistillery.run.Snapshot;
import org.dropoutdistillery.run.SnapshotMailbox;

/**
 * Where one page gets copies of the networks of whatever run there is. Belongs to the thread of the
 * window; a copy that was taken may be read by any one thread until the next is taken.
 */
public final class SnapshotFeed {
  private RunDriver driver;
  private SnapshotMailbox mailbox;

  /**
   * Goes over to another run.
   *
   * @param newDriver null while there is none
   */
  void follow(RunDriver newDriver) {
    driver = newDriver;
    mailbox = null;
    if (driver != null) {
      mailbox = new SnapshotMailbox();
      driver.deliverTo(mailbox);
    }
  }

  /**
   * Asks for a copy of the networks as they are between two steps. None comes from a run that is
   * over: {@link Workbench#result} has its networks.
   */
  public void request() {
    if (driver != null) {
      driver.requestSnapshot(mailbox);
    }
  }

  /** Returns the latest copy of this run's networks that came since the last call, or null. */
  public Snapshot take() {
    return mailbox == null ? null : mailbox.take();
  }
}
