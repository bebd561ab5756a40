package dev.assay.run;

/** Watches a run, for example to show its progress; called by one thread. */
@FunctionalInterface
public interface RunObserver {
  /** Something happened. */
  void on(RunEvent event);
}
