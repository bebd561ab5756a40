package dev.assay.blt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatchSettingsTest {
  private static final PatchSettings OF_THE_FOLDER =
      new PatchSettings(
          "entropy", Optional.of(1.5), false, Optional.empty(), Optional.empty(), Optional.of(20));

  private static PatchRule with(Map<String, String> options) {
    return OF_THE_FOLDER.with(options).rule();
  }

  @Test
  void withoutOptionsTheFolderDecides() {
    assertThat(with(Map.of())).isEqualTo(new PatchRule(new Patching.Entropy(1.5), Optional.of(20)));
  }

  @Test
  void optionsTakeTheFoldersPlace() {
    assertThat(with(Map.of("threshold", "0.25", "max-patch-length", "none")))
        .isEqualTo(new PatchRule(new Patching.Entropy(0.25), Optional.empty()));
    assertThat(with(Map.of("threshold", "infinity", "max-patch-length", "8")).patching())
        .isEqualTo(new Patching.Entropy(Double.POSITIVE_INFINITY));
    assertThat(with(Map.of("monotonic", "true")).patching())
        .isEqualTo(new Patching.EntropyRise(1.5));
    assertThat(with(Map.of("threshold-add", "0.5")).patching())
        .isEqualTo(new Patching.EntropyAndRise(1.5, 0.5));
    assertThat(with(Map.of("patching", "static", "patch-size", "6")).patching())
        .isEqualTo(new Patching.Static(6));
    assertThat(with(Map.of("patching", "space")).patching()).isEqualTo(new Patching.Space());
    assertThat(with(Map.of("patching", "bytes")).patching()).isEqualTo(new Patching.Bytes());
  }

  @Test
  void whatIsWrongWithAnOptionIsSaid() {
    assertThatThrownBy(() -> with(Map.of("patching", "entrop")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("unknown patching 'entrop'; did you mean 'entropy'?");
    assertThatThrownBy(() -> with(Map.of("threshold", "high")))
        .hasMessage("option 'threshold' must be a number of nats, or infinity, not 'high'");
    assertThatThrownBy(() -> with(Map.of("threshold", "NaN"))).hasMessageContaining("nats");
    assertThatThrownBy(() -> with(Map.of("max-patch-length", "0")))
        .hasMessage("option 'max-patch-length' must be a whole number of at least 1, not '0'");
    assertThatThrownBy(() -> with(Map.of("monotonic", "yes")))
        .hasMessageContaining("true or false");
  }

  @Test
  void optionsWithoutMeaningAreRefused() {
    assertThatThrownBy(() -> with(Map.of("patching", "space", "threshold", "1")))
        .isInstanceOf(SetupException.class)
        .hasMessage("option 'threshold' has no meaning with patching=space");
    assertThatThrownBy(() -> with(Map.of("patch-size", "4")))
        .hasMessage("option 'patch-size' has no meaning with patching=entropy");
    assertThatThrownBy(() -> with(Map.of("monotonic", "true", "threshold-add", "1")))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("exclude each other");
  }

  @Test
  void aSettingThatIsMissingIsNamedWithItsOption() {
    PatchSettings bySpace =
        new PatchSettings(
            "space", Optional.empty(), false, Optional.empty(), Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> bySpace.with(Map.of("patching", "entropy")).rule())
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("needs 'threshold' in the object 'patching' of model.json");
    assertThatThrownBy(() -> bySpace.with(Map.of("patching", "static")).rule())
        .hasMessageContaining("the option patch-size=…");
  }
}
