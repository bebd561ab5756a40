package dev.assay.blt;

import java.util.Optional;

/**
 * Where patches end, decided byte by byte from what was read so far. Whatever the rule, the begin
 * mark is a patch of its own (position 0), so that the first byte starts the next one.
 *
 * <p>The rules are those of the original implementation (facebookresearch/blt), where "position j
 * starts a patch" is said here as "a patch ends after position j - 1".
 */
sealed interface Patching {
  /** Whether a patch ends after the position that was read; asked from position 1 on. */
  boolean endsAfter(Reading reading);

  /** The least distance to its threshold of a number compared; infinite where none is. */
  default double margin(Reading reading) {
    return Double.POSITIVE_INFINITY;
  }

  /** What the entropy, or its rise, is compared with. */
  default Optional<Double> limit() {
    return Optional.empty();
  }

  /** The word for it in traces. */
  String mode();

  /** For people: where a patch ends. */
  String description();

  /** Whether entropies are looked at, so that the entropy model must run. */
  default boolean needsEntropies() {
    return limit().isPresent();
  }

  /**
   * What is known once a position was read.
   *
   * @param position from 0, the begin mark's
   * @param id what was read there
   * @param previousId what was read before it
   * @param entropy entropy in nats of the byte to come
   * @param previousEntropy the same, before this position was read
   */
  record Reading(int position, int id, int previousId, double entropy, double previousEntropy) {
    double rise() {
      return entropy - previousEntropy;
    }
  }

  /** Where the next byte is hard to foresee: its entropy is above a threshold. */
  record Entropy(double threshold) implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      return reading.entropy() > threshold;
    }

    @Override
    public double margin(Reading reading) {
      return Math.abs(reading.entropy() - threshold);
    }

    @Override
    public String mode() {
      return "entropy";
    }

    @Override
    public String description() {
      return "where the entropy of the next byte is above %s nats".formatted(threshold);
    }

    @Override
    public Optional<Double> limit() {
      return Optional.of(threshold);
    }
  }

  /** Where the entropy rises by more than a threshold; always after the first byte. */
  record EntropyRise(double threshold) implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      return reading.position() == 1 || reading.rise() > threshold;
    }

    @Override
    public double margin(Reading reading) {
      return reading.position() == 1
          ? Double.POSITIVE_INFINITY
          : Math.abs(reading.rise() - threshold);
    }

    @Override
    public String mode() {
      return "entropy-rise";
    }

    @Override
    public String description() {
      return "where the entropy of the next byte rises by more than %s nats".formatted(threshold);
    }

    @Override
    public Optional<Double> limit() {
      return Optional.of(threshold);
    }
  }

  /**
   * Where the entropy is above one threshold and has risen by more than another; always after the
   * first byte and never after the second.
   */
  record EntropyAndRise(double threshold, double rise) implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      boolean both = reading.rise() > rise && reading.entropy() > threshold;
      return reading.position() == 1 || (reading.position() > 2 && both);
    }

    @Override
    public double margin(Reading reading) {
      return reading.position() <= 2
          ? Double.POSITIVE_INFINITY
          : Math.min(Math.abs(reading.rise() - rise), Math.abs(reading.entropy() - threshold));
    }

    @Override
    public String mode() {
      return "entropy-and-rise";
    }

    @Override
    public String description() {
      return "where the entropy of the next byte is above %s nats and rises by more than %s"
          .formatted(threshold, rise);
    }

    @Override
    public Optional<Double> limit() {
      return Optional.of(threshold);
    }
  }

  /**
   * After the first of several bytes that are no ASCII letter or digit and do not continue a
   * character: a space belongs to the end of a patch. Lead bytes count among them, so that a
   * character of several bytes is split after its first.
   */
  record Space() implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      return reading.id() < ByteIds.OFFSET
          || (endsWord(reading.id()) && !endsWord(reading.previousId()));
    }

    private static boolean endsWord(int id) {
      int value = id - ByteIds.OFFSET;
      boolean continues = value >= 0x80 && value < 0xC0;
      boolean letterOrDigit =
          (value >= '0' && value <= '9')
              || (value >= 'A' && value <= 'Z')
              || (value >= 'a' && value <= 'z');
      return !continues && !letterOrDigit;
    }

    @Override
    public String mode() {
      return "space";
    }

    @Override
    public String description() {
      return "after white space and punctuation";
    }
  }

  /**
   * After every so many bytes. The original counts from the begin mark, which breaks the rule that
   * it stands alone, on which its own decoder relies.
   */
  record Static(int size) implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      return reading.position() % size == 0;
    }

    @Override
    public String mode() {
      return "static";
    }

    @Override
    public String description() {
      return "after %,d bytes".formatted(size);
    }
  }

  /** After every byte. */
  record Bytes() implements Patching {
    @Override
    public boolean endsAfter(Reading reading) {
      return true;
    }

    @Override
    public String mode() {
      return "bytes";
    }

    @Override
    public String description() {
      return "after every byte";
    }
  }
}
