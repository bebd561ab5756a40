package dev.assay.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.assay.SetupException;
import org.junit.jupiter.api.Test;

class DeviceTest {
  @Test
  void theProcessorIsAlwaysThere() {
    assertThat(Device.available()).contains("cpu");
    assertThat(Device.parse("cpu")).isEqualTo(new Device("cpu", 0)).hasToString("cpu");
  }

  @Test
  void anUnknownDeviceIsAnErrorWithASuggestion() {
    assertThatThrownBy(() -> Device.parse("cdua:1"))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("unknown device 'cdua'; did you mean 'cuda'?");
  }

  @Test
  void anUnavailableDeviceIsNeverReplacedInSilence() {
    assumeThat(Device.available()).doesNotContain("cuda");
    assertThatThrownBy(() -> Device.parse("cuda:1"))
        .isInstanceOf(SetupException.class)
        .hasMessageContaining("'cuda:1' is not available")
        .hasMessageContaining("was built for cpu");
    assertThat(Device.parse("auto")).hasToString("cpu");
  }
}
