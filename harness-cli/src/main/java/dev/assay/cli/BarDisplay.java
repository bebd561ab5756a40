package dev.assay.cli;

import java.util.Optional;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Progress for people: a bar that redraws itself. */
final class BarDisplay implements Progress.Display {
  private static final int INTERVAL_MILLIS = 200;

  private final Terminal terminal;
  private @Nullable ProgressBar bar;

  BarDisplay(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void show(String task, Pace pace) {
    if (bar == null) {
      bar = bar(pace);
    }
    bar.setExtraMessage(" " + task);
    bar.stepTo(pace.done());
  }

  private ProgressBar bar(Pace pace) {
    return new ProgressBarBuilder()
        .setTaskName("")
        .setInitialMax(pace.total())
        .startsFrom(pace.done(), java.time.Duration.ZERO)
        .setUpdateIntervalMillis(INTERVAL_MILLIS)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setEtaFunction(state -> pace.remaining().or(Optional::empty))
        .setConsumer(consumer())
        .build();
  }

  /** Writes to the terminal itself: the library's own would start programs to ask for its width. */
  private ProgressBarConsumer consumer() {
    return new DelegatingProgressBarConsumer(
        line -> {
          terminal.err().print("\r" + line);
          terminal.err().flush();
        },
        terminal.width() - 1);
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      terminal.err().println();
    }
  }
}
