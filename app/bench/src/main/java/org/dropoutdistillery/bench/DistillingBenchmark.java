package org.dropoutdistillery.bench;

import java.util.concurrent.TimeUnit;
import org.dropoutdistillery.nn.Sgd;
import org.dropoutdistillery.tensor.Workers;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A step of distilling, the teacher's pass included, next to a step of its teacher, by SGD. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx512m", "-XX:+UseSerialGC"})
public class DistillingBenchmark {
  @Param({"dense", "tiny", "cnn"})
  private String net;

  @Param({"2", "1"})
  private int workerCount;

  private BenchNet size;
  private Workers workers;
  private Training teacher;
  private Training student;

  /** What was measured in turns, of one iteration: ms of a step. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Turns {
    private final Stopwatch ofTeacher = new Stopwatch();
    private final Stopwatch ofStudent = new Stopwatch();

    @Setup(Level.Iteration)
    public void reset() {
      ofTeacher.reset();
      ofStudent.reset();
    }

    public double teacher() {
      return ofTeacher.millis();
    }

    public double distilling() {
      return ofStudent.millis();
    }

    public double distillingOfTeacher() {
      return ofStudent.millis() / ofTeacher.millis();
    }
  }

  @Setup
  public void prepare() {
    workers = new Workers(workerCount);
    size = BenchNet.named(net);
    teacher = Training.ofTeacher(size, new Sgd(.9), workers);
    student = Training.ofStudent(size, workers);
  }

  @Benchmark
  public double distil() {
    return student.step();
  }

  /** About 100 ms of each: read what was counted, not the time. */
  @Benchmark
  public void distilAndTeach(Turns turns) {
    int count = size.stepsOfATurn();
    turns.ofTeacher.time(count, teacher::step);
    turns.ofStudent.time(count, student::step);
  }

  @TearDown
  public void close() {
    workers.close();
  }
}
