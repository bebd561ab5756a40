package dev.assay.cli;

import dev.assay.plan.Suite;
import dev.assay.plan.SuiteReader;
import dev.assay.plugin.Plugins;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The suites that come with Assay, run by their names: models and data from the distribution. */
final class BundledSuites {
  /** What runs when nothing is asked for. */
  static final String SHOWCASE = "showcase";

  /** All names, the showcase first. */
  static final List<String> NAMES =
      List.of(SHOWCASE, "reasoning", "arithmetic", "digits", "shapes", "clips");

  private BundledSuites() {}

  /** Reads a suite, which is one of {@link #NAMES}. */
  static Suite read(String name, Plugins plugins) {
    return new SuiteReader(plugins).read(text(name), name + ".yaml", name);
  }

  private static String text(String name) {
    try (InputStream in =
        BundledSuites.class.getResourceAsStream("suites/%s.yaml".formatted(name))) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read the suite " + name, e);
    }
  }
}
