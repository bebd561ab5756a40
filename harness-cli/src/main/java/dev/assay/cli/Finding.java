package dev.assay.cli;

/**
 * One thing that {@code assay doctor} looked at.
 *
 * @param state how it is
 * @param fact what was found
 * @param advice what to do; empty where nothing needs to be done
 */
record Finding(State state, String fact, String advice) {
  /** How a thing is. */
  enum State {
    /** As it should be. */
    OK,
    /** Assay runs, but something is missing or tight. */
    WARN,
    /** Assay cannot run like this. */
    FAIL
  }

  static Finding ok(String fact) {
    return new Finding(State.OK, fact, "");
  }

  static Finding warn(String fact, String advice) {
    return new Finding(State.WARN, fact, advice);
  }

  static Finding fail(String fact, String advice) {
    return new Finding(State.FAIL, fact, advice);
  }
}
