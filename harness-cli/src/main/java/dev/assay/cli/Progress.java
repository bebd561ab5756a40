package dev.assay.cli;

import dev.assay.run.RunEvent;
import dev.assay.run.RunObserver;

/**
 * Shows how a run goes: as a bar where a person watches, else as a line every few seconds. If the
 * run is interrupted, it says how to go on.
 */
final class Progress implements RunObserver, AutoCloseable {

  /** One way of showing progress. */
  interface Display extends AutoCloseable {
    /** Shows what is being done; called often. */
    void show(String task, Pace pace);

    @Override
    void close();
  }

  private final Terminal terminal;
  private final boolean quiet;
  private final Pace pace = new Pace(System::nanoTime);
  private final Display display;
  private final Thread interruption;
  private String task = "";

  private Progress(Terminal terminal, boolean quiet, Display display) {
    this.terminal = terminal;
    this.quiet = quiet;
    this.display = display;
    this.interruption = new Thread(this::explainInterruption, "assay-interruption");
    Runtime.getRuntime().addShutdownHook(interruption);
  }

  /** Progress that suits the terminal. */
  static Progress on(Terminal terminal, boolean quiet) {
    Display display =
        quiet
            ? new NoDisplay()
            : terminal.interactive() ? new BarDisplay(terminal) : new LineDisplay(terminal);
    return new Progress(terminal, quiet, display);
  }

  private void explainInterruption() {
    terminal.say(
        "\nInterrupted. Everything finished so far is kept; the same command continues the run.");
    terminal.err().flush();
  }

  @Override
  public void on(RunEvent event) {
    if (event instanceof RunEvent.Started started) {
      tellOfEarlierAttempt(started);
      pace.start(started.total(), started.done());
    } else if (event instanceof RunEvent.BenchmarkStarted started) {
      pace.startModel(started.model());
      task = started.model() + " on " + started.benchmark();
      display.show(task, pace);
    } else if (event instanceof RunEvent.ExampleFinished) {
      pace.finishExample();
      display.show(task, pace);
    } else if (event instanceof RunEvent.Warning warning) {
      terminal.say("warning: %s", warning.text());
    }
  }

  private void tellOfEarlierAttempt(RunEvent.Started started) {
    if (quiet) {
      return;
    }
    if (started.tornBytes() > 0) {
      terminal.say(
          "The journal ended in a half-written record of %d bytes, as an interruption leaves it; it was cut off and its example runs again.",
          started.tornBytes());
    }
    if (started.done() > 0) {
      terminal.say(
          "Continuing: %s of %s examples were finished before.",
          Quantity.count(started.done()), Quantity.count(started.total()));
    }
  }

  @Override
  public void close() {
    display.close();
    try {
      Runtime.getRuntime().removeShutdownHook(interruption);
    } catch (IllegalStateException e) {
      // The process is being ended; the hook has its say.
    }
  }

  /** Shows nothing. */
  private static final class NoDisplay implements Display {
    @Override
    public void show(String task, Pace pace) {
      // Quiet was asked for.
    }

    @Override
    public void close() {
      // Nothing was opened.
    }
  }
}
