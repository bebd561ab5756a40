package dev.assay.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Does the same kind of work in several threads at once. The caller's thread is one of them; when
 * it is interrupted, all are.
 */
public final class Lanes {
  private Lanes() {}

  /**
   * Runs all lanes and waits for them.
   *
   * @param count number of lanes
   * @param lane does a lane's work, given its number from 0
   * @throws RuntimeException what a lane threw, the first of them
   */
  public static void run(int count, IntConsumer lane) {
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    List<Thread> others = new ArrayList<>();
    IntStream.range(1, count)
        .forEach(i -> others.add(new Thread(() -> run(lane, i, failure), "assay-lane-" + i)));
    others.forEach(thread -> thread.setDaemon(true));
    others.forEach(Thread::start);
    run(lane, 0, failure);
    await(others);
    Throwable thrown = failure.get();
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
  }

  private static void run(IntConsumer lane, int i, AtomicReference<@Nullable Throwable> failure) {
    try {
      lane.accept(i);
    } catch (RuntimeException | Error e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void await(List<Thread> threads) {
    boolean interrupted = Thread.currentThread().isInterrupted();
    if (interrupted) {
      threads.forEach(Thread::interrupt);
    }
    for (int i = 0; i < threads.size(); ) {
      try {
        Thread.interrupted(); // else the join below would not wait
        threads.get(i).join();
        i++;
      } catch (InterruptedException e) {
        interrupted = true;
        threads.forEach(Thread::interrupt);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
