package org.dropoutdistillery.desktop.masks;

import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.dropoutdistillery.desktop.session.Messages;
import org.dropoutdistillery.desktop.session.RunResult;
import org.dropoutdistillery.desktop.session.RunState;
import org.dropoutdistillery.desktop.session.SnapshotFeed;
import org.dropoutdistillery.desktop.session.Workbench;
import org.dropoutdistillery.predict.ForcedUnits;
import org.dropoutdistillery.predict.ForcedUnits.Force;
import org.dropoutdistillery.predict.ForcedUnits.Unit;
import org.dropoutdistillery.run.RunData;
import org.dropoutdistillery.run.Snapshot;

/**
 * Which mask of which row is looked at, in which copy of the networks, and which units are forced.
 * All is computed on a thread of its own, one question at a time, the latest next; nothing is while
 * {@link #refresh} is not called. All methods belong to one thread, that of the window.
 */
public final class MasksModel implements AutoCloseable {
  // In slow motion every step is to be seen; at full speed every picture takes time from the
  // training.
  private static final long COPY_NANOS = 90_000_000;
  private static final long COPY_NANOS_AT_FULL_SPEED = 450_000_000;
  // Looking takes a tenth of one core at most while training goes on.
  private static final long REST = 9;

  private final Workbench workbench;
  private final SnapshotFeed feed;
  private final Executor executor;
  private final MaskCalculator calculator = new MaskCalculator();
  private final AtomicReference<Answer> arrived = new AtomicReference<>();

  private final ReadOnlyObjectWrapper<MaskView> view = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<RunData> data = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Place> place =
      new ReadOnlyObjectWrapper<>(new Place(0, 0, 0));
  private final ReadOnlyObjectWrapper<Place> pinned = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<ForcedUnits> forced =
      new ReadOnlyObjectWrapper<>(ForcedUnits.NONE);
  private final ReadOnlyObjectWrapper<OpenMap> opened = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
  private final BooleanProperty following = new SimpleBooleanProperty(true);
  private final BooleanProperty playing = new SimpleBooleanProperty();
  private final DoubleProperty passesPerSecond = new SimpleDoubleProperty(5);
  private final ObjectProperty<ViewMode> mode = new SimpleObjectProperty<>(ViewMode.ACTIVATION);
  private final IntegerProperty mostPasses = new SimpleIntegerProperty(1000);
  private final IntegerProperty watched = new SimpleIntegerProperty(-1);

  private Runnable whenAnswered = () -> {};
  private Weights weights;
  private boolean atEnd;
  private int run;
  private boolean busy;
  private Question asked;
  private long nextCopyAt = Long.MIN_VALUE;
  private long playedAt;
  private double partOfPass;

  private record Answer(Question question, MaskView view, long nanos, Throwable failure) {}

  public MasksModel(Workbench workbench) {
    this(workbench, newThread());
  }

  MasksModel(Workbench workbench, Executor executor) {
    this.workbench = workbench;
    this.executor = executor;
    feed = workbench.newFeed();
    workbench
        .state()
        .addListener(
            (property, before, now) -> {
              if (now == RunState.PREPARING || now == RunState.FAILED) {
                forgetRun();
              }
            });
    playing.addListener((property, before, now) -> startReel(now));
  }

  /** Returns what the person was told. */
  Messages messages() {
    return workbench.messages();
  }

  private static ExecutorService newThread() {
    return Executors.newSingleThreadExecutor(
        task -> {
          Thread thread = new Thread(task, "distillery-masks");
          thread.setDaemon(true);
          return thread;
        });
  }

  /** Returns what was computed last; null before there is anything to show. */
  public ReadOnlyObjectProperty<MaskView> view() {
    return view.getReadOnlyProperty();
  }

  /** Returns the data that rows are chosen from; null before there are any. */
  public ReadOnlyObjectProperty<RunData> data() {
    return data.getReadOnlyProperty();
  }

  /** Returns the mask that is looked at. */
  public ReadOnlyObjectProperty<Place> place() {
    return place.getReadOnlyProperty();
  }

  /** Returns the mask that is kept to compare with, or null. */
  public ReadOnlyObjectProperty<Place> pinned() {
    return pinned.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<ForcedUnits> forced() {
    return forced.getReadOnlyProperty();
  }

  /** Returns the feature map that is looked at by itself; null for none. */
  public ReadOnlyObjectProperty<OpenMap> opened() {
    return opened.getReadOnlyProperty();
  }

  /** Returns why what was typed in last was refused; empty if it was not. */
  public ReadOnlyStringProperty problem() {
    return problem.getReadOnlyProperty();
  }

  /** Whether newer weights are shown as they come, or one copy is held. */
  public BooleanProperty following() {
    return following;
  }

  /** Whether the passes go by of themselves. */
  public BooleanProperty playing() {
    return playing;
  }

  public DoubleProperty passesPerSecond() {
    return passesPerSecond;
  }

  public ObjectProperty<ViewMode> mode() {
    return mode;
  }

  /** Most passes that are averaged here, where the recipe has more; at least 1. */
  public IntegerProperty mostPasses() {
    return mostPasses;
  }

  /** Sets what is to be done when something new can be taken in; any thread may do it. */
  void whenAnswered(Runnable action) {
    whenAnswered = action;
  }

  /** Returns T as it is averaged here; 0 before there is a network. */
  public int passes() {
    return weights == null ? 0 : Math.min(mostPasses.get(), allPasses());
  }

  /** Returns T of the recipe; 0 before there is a network. */
  public int allPasses() {
    return weights == null ? 0 : weights.settings().evaluation().passes();
  }

  /** Returns the number of rows to choose from. */
  public int rows() {
    return data.get() == null ? 0 : data.get().split().validation().length;
  }

  /** Returns the data-row id of the chosen row. */
  public int rowId() {
    return data.get().split().validation()[place.get().position()];
  }

  /** Goes to another row; a position beyond either end is one from the other. */
  public void goToRow(int position) {
    if (rows() > 0) {
      watched.set(-1);
      place.set(place.get().withPosition(Math.floorMod(position, rows())));
    }
  }

  /** Goes to the row of this id, or says that it is none of the validation rows. */
  public void typeRow(String text) {
    String number = text.strip().replaceFirst("(?i)^row\\s*", "");
    typeAddress("row " + number);
  }

  /** Goes to a pass; one beyond the last of the average may be looked at too. */
  public void goToPass(long pass) {
    place.set(place.get().withPass(Math.max(0, pass)));
  }

  /** Goes to a mask by its address, or says in {@link #problem} what is wrong with it. */
  public void typeAddress(String text) {
    if (weights == null) {
      problem.set("There is no network to look at yet");
      return;
    }
    try {
      Place typed = question().addressText().parse(text, place.get());
      if (typed.position() != place.get().position()) {
        watched.set(-1);
      }
      place.set(typed);
      problem.set("");
    } catch (IllegalArgumentException refused) {
      problem.set(refused.getMessage());
    }
  }

  /** Returns the address of the mask that is looked at; empty before there is a network. */
  public String address() {
    return weights == null ? "" : question().addressText().of(place.get());
  }

  /** Keeps the mask that is looked at, or lets go of the one that is kept. */
  public void togglePin() {
    pinned.set(pinned.get() == null ? place.get() : null);
  }

  /** Does the same to some units. */
  public void force(Collection<Unit> units, Force what) {
    forced.set(forced.get().with(units, what));
  }

  /** Sets all units free. */
  public void clearForced() {
    forced.set(ForcedUnits.NONE);
  }

  /** Looks at a feature map by itself. */
  public void openMap(int site, int map) {
    opened.set(new OpenMap(site, map));
  }

  public void closeMap() {
    opened.set(null);
  }

  /** Goes to another map of the same layer; from the last to the first. */
  public void stepMap(int by) {
    OpenMap now = opened.get();
    if (now != null && view.get() != null) {
      int maps = view.get().dropSites().get(now.site()).shape().channels();
      opened.set(new OpenMap(now.site(), Math.floorMod(now.map() + by, maps)));
    }
  }

  /** Other layers may not have the map that is open. */
  private void closeLostMap(MaskView shown) {
    OpenMap now = opened.get();
    if (now != null) {
      var sites = shown.dropSites();
      boolean has =
          now.site() < sites.size()
              && sites.get(now.site()).isMaps()
              && now.map() < sites.get(now.site()).shape().channels();
      opened.set(has ? now : null);
    }
  }

  /**
   * Returns the output whose course over the passes is shown: the class that was chosen, else the
   * row's own; 0 for regression.
   */
  public int watched() {
    if (data.get() == null || data.get().dataset().isRegression()) {
      return 0;
    }
    return watched.get() >= 0 ? watched.get() : data.get().dataset().labels()[rowId()];
  }

  /** Chooses the class whose probability is shown. */
  public void watch(int output) {
    watched.set(output);
  }

  /** Takes in what was computed, and asks for what is missing. */
  public void refresh(long nanoTime) {
    takeAnswer(nanoTime);
    if (!busy) {
      lookForWeights(nanoTime);
    }
    play(nanoTime);
    if (!busy && weights != null && rows() > 0) {
      ask();
    }
  }

  private void takeAnswer(long nanoTime) {
    Answer answer = arrived.getAndSet(null);
    if (answer == null) {
      return;
    }
    busy = false;
    nextCopyAt = Math.max(nextCopyAt, nanoTime + REST * answer.nanos());
    if (answer.failure() != null) {
      problem.set("This could not be computed: " + answer.failure());
    } else if (answer.question().weights().run() == run) {
      closeLostMap(answer.view());
      view.set(answer.view());
    }
  }

  private void lookForWeights(long nanoTime) {
    RunResult result = workbench.result().get();
    if (result != null) {
      if (!atEnd && (weights == null || following.get())) {
        atEnd = true;
        run++;
        use(Weights.of(run, result.outcome()));
      }
      return;
    }
    if (weights != null && (!following.get() || isLatest())) {
      return;
    }
    Snapshot copy = feed.take();
    if (copy != null) {
      use(Weights.of(run, copy));
    }
    if (nanoTime >= nextCopyAt) {
      boolean fullSpeed = workbench.speed().get() >= 1;
      nextCopyAt = nanoTime + (fullSpeed ? COPY_NANOS_AT_FULL_SPEED : COPY_NANOS);
      feed.request();
    }
  }

  private boolean isLatest() {
    var progress = workbench.progress().get();
    return progress != null && progress.steps() == weights.step();
  }

  private void use(Weights newer) {
    boolean first = weights == null;
    weights = newer;
    if (first) {
      data.set(workbench.data().get());
      Place before = place.get();
      int position = Math.max(0, Math.min(before.position(), rows() - 1));
      place.set(new Place(newer.settings().seed(), before.pass(), position));
      if (pinned.get() != null && pinned.get().position() >= rows()) {
        pinned.set(null);
      }
      forced.set(forced.get().within(newer.teacher().architecture()));
    }
  }

  private void forgetRun() {
    weights = null;
    atEnd = false;
    asked = null;
    run++;
    nextCopyAt = Long.MIN_VALUE;
    watched.set(-1);
    view.set(null);
  }

  private Question question() {
    boolean frequencies = mode.get() == ViewMode.KEEP_FREQUENCY || opened.get() != null;
    return new Question(
        weights,
        data.get(),
        place.get(),
        pinned.get(),
        forced.get(),
        mostPasses.get(),
        frequencies);
  }

  private void ask() {
    Question question = question();
    if (question.equals(asked)) {
      return;
    }
    asked = question;
    busy = true;
    executor.execute(() -> arrived.set(answer(question)));
    executor.execute(whenAnswered);
  }

  private Answer answer(Question question) {
    long start = System.nanoTime();
    try {
      MaskView computed = calculator.answer(question);
      return new Answer(question, computed, System.nanoTime() - start, null);
    } catch (RuntimeException | Error broken) {
      return new Answer(question, null, System.nanoTime() - start, broken);
    }
  }

  /** At the end, the reel starts from the beginning. */
  private void startReel(boolean now) {
    partOfPass = 0;
    playedAt = 0;
    if (now && place.get().pass() >= passes() - 1) {
      goToPass(0);
    }
  }

  private void play(long nanoTime) {
    if (!playing.get() || weights == null) {
      return;
    }
    partOfPass += playedAt == 0 ? 0 : (nanoTime - playedAt) / 1e9 * passesPerSecond.get();
    playedAt = nanoTime;
    long whole = (long) partOfPass;
    partOfPass -= whole;
    if (whole > 0) {
      goToPass(Math.min(passes() - 1, place.get().pass() + whole));
    }
    if (place.get().pass() >= passes() - 1) {
      playing.set(false);
    }
  }

  /** Ends its thread. */
  @Override
  public void close() {
    if (executor instanceof ExecutorService service) {
      service.shutdownNow();
    }
  }
}
