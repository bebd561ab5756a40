package dev.assay.cli;

import java.time.Duration;

/** Progress for logs: a line every few seconds. */
final class LineDisplay implements Progress.Display {
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Terminal terminal;
  private long next = System.nanoTime() + INTERVAL.toNanos();

  LineDisplay(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(String task, Pace pace) {
    if (System.nanoTime() - next < 0) {
      return;
    }
    next = System.nanoTime() + INTERVAL.toNanos();
    terminal.say(
        "%s/%s (%d %%), %s%s",
        Quantity.count(pace.done()),
        Quantity.count(pace.total()),
        100 * pace.done() / Math.max(1, pace.total()),
        task,
        pace.remaining().map(left -> ", about " + Quantity.duration(left) + " left").orElse(""));
  }

  @Override
  public void close() {
    // Every line was written whole.
  }
}
