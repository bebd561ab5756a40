package dev.assay.gate;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;

/** What a gate says, of one number or of a run. */
public enum GateVerdict {
  /** A loss beyond the margin is ruled out. */
  PASS("pass"),

  /** Neither is shown; more or other examples are needed. */
  UNDECIDED("undecided"),

  /** There is a loss, and it may be beyond the margin. */
  FAIL("fail");

  private final String words;

  GateVerdict(String words) {
    this.words = words;
  }

  /** The verdict as readers and programs see it. */
  @JsonValue
  public String words() {
    return words;
  }

  /** The worst of several; a gate passes only if all of it does. */
  static GateVerdict worst(Collection<Judgement> judgements) {
    return judgements.stream()
        .map(Judgement::verdict)
        .reduce(PASS, (a, b) -> a.compareTo(b) > 0 ? a : b);
  }
}
