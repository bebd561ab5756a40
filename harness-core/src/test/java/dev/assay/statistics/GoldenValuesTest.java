package dev.assay.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.assay.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same numbers as scipy and statsmodels, which {@code training/assay_training/
 * statistics_goldens.py} asked; its head names their versions and the command.
 */
class GoldenValuesTest {
  private static final Offset<Double> CLOSE = within(1e-6);

  static List<JsonNode> mcnemar() throws IOException {
    return golden("mcnemar");
  }

  @ParameterizedTest
  @MethodSource
  void mcnemar(JsonNode golden) {
    McNemarTest test =
        new McNemarTest(golden.path("onlyFirst").asLong(), golden.path("onlySecond").asLong());

    assertThat(test.pValue()).isCloseTo(golden.path("p").asDouble(), CLOSE);
    assertThat(test.pValueOfLoss()).isCloseTo(golden.path("loss").asDouble(), CLOSE);
  }

  static List<JsonNode> tango() throws IOException {
    return golden("tango");
  }

  @ParameterizedTest
  @MethodSource
  void tango(JsonNode golden) {
    PairedProportions shares =
        new PairedProportions(
            golden.path("onlyFirst").asLong(),
            golden.path("onlySecond").asLong(),
            golden.path("n").asLong());

    isClose(shares.interval(golden.path("level").asDouble()), golden);
  }

  static List<JsonNode> signFlips() throws IOException {
    return golden("signFlips");
  }

  @ParameterizedTest
  @MethodSource
  void signFlips(JsonNode golden) {
    SignFlipTest test = new SignFlipTest(99, 0);

    assertThat(test.pValue(differences(golden))).isCloseTo(golden.path("p").asDouble(), CLOSE);
    assertThat(test.pValueOfLoss(differences(golden)))
        .isCloseTo(golden.path("loss").asDouble(), CLOSE);
  }

  static List<JsonNode> exchanges() throws IOException {
    return golden("exchanges");
  }

  /** Few pairs are all tried; of many, scipy and Assay draw, each with its Monte Carlo error. */
  @ParameterizedTest
  @MethodSource
  void exchanges(JsonNode golden) {
    double[][] first = parts(golden, "first");
    double[][] second = parts(golden, "second");
    double p = golden.path("p").asDouble();

    double ours =
        new ExchangeTest(99_999, 0)
            .pValue(
                first.length,
                exchanged -> {
                  double[][] sums = new double[2][2];
                  for (int i = 0; i < first.length; i++) {
                    for (int part = 0; part < 2; part++) {
                      sums[0][part] += (exchanged.get(i) ? second : first)[i][part];
                      sums[1][part] += (exchanged.get(i) ? first : second)[i][part];
                    }
                  }
                  return sums[1][0] / sums[1][1] - sums[0][0] / sums[0][1];
                });

    boolean all = first.length <= ExchangeTest.MOST_ENUMERATED;
    // Drawing ends with the twentieth extreme pattern: a relative error of one over its root.
    assertThat(ours).isCloseTo(p, within(all ? 1e-6 : 3 * p / Math.sqrt(ExchangeTest.ENOUGH)));
  }

  /** Hits and lengths of each text. */
  private static double[][] parts(JsonNode golden, String system) {
    double[] hits = numbers(golden.path(system + "Hits"));
    double[] lengths = numbers(golden.path(system + "Lengths"));
    return IntStream.range(0, hits.length)
        .mapToObj(i -> new double[] {hits[i], lengths[i]})
        .toArray(double[][]::new);
  }

  static List<JsonNode> bootstrap() throws IOException {
    return golden("bootstrap");
  }

  /**
   * Both draw at random: the ends' Monte Carlo error is below a twentieth of the standard error.
   */
  @ParameterizedTest
  @MethodSource
  void bootstrap(JsonNode golden) {
    double error = golden.path("standardError").asDouble();
    ResampledEstimate estimate =
        new Bootstrap(100_000, 0).meanOfMeans(List.of(differences(golden)));

    assertThat(estimate.standardError()).isCloseTo(error, within(0.01 * error));
    assertThat(estimate.interval().low()).isCloseTo(end(golden, 0), within(0.05 * error));
    assertThat(estimate.interval().high()).isCloseTo(end(golden, 1), within(0.05 * error));
  }

  static List<JsonNode> adjustment() throws IOException {
    return golden("adjustment");
  }

  @ParameterizedTest
  @MethodSource
  void adjustment(JsonNode golden) {
    double[] p = numbers(golden.path("p"));

    assertThat(Adjustment.HOLM.of(p)).containsExactly(numbers(golden.path("holm")), CLOSE);
    assertThat(Adjustment.BENJAMINI_HOCHBERG.of(p))
        .containsExactly(numbers(golden.path("bh")), CLOSE);
  }

  static List<JsonNode> wilson() throws IOException {
    return golden("wilson");
  }

  @ParameterizedTest
  @MethodSource
  void wilson(JsonNode golden) {
    long n = golden.path("n").asLong();

    isClose(NormalApproximation.wilson(golden.path("right").asDouble() / n, n), golden);
  }

  static List<JsonNode> sizeOfMean() throws IOException {
    return golden("sizeOfMean");
  }

  /** statsmodels solves the noncentral t distribution, which Guenther's correction comes near. */
  @ParameterizedTest
  @MethodSource
  void sizeOfMean(JsonNode golden) {
    double n =
        size(golden).ofMean(golden.path("deviation").asDouble(), golden.path("loss").asDouble());

    assertThat(n).isCloseTo(golden.path("n").asDouble(), within(0.5));
  }

  static List<JsonNode> sizeOfShare() throws IOException {
    return golden("sizeOfShare");
  }

  @ParameterizedTest
  @MethodSource
  void sizeOfShare(JsonNode golden) {
    double n =
        size(golden)
            .ofShare(golden.path("disagreement").asDouble(), golden.path("loss").asDouble());

    assertThat(n).isCloseTo(golden.path("n").asDouble(), CLOSE);
    assertThat(golden.path("exactPower").asDouble())
        .isBetween(golden.path("power").asDouble(), golden.path("power").asDouble() + 0.03);
  }

  private static SampleSize size(JsonNode golden) {
    return new SampleSize(golden.path("level").asDouble(), golden.path("power").asDouble());
  }

  private static void isClose(Interval interval, JsonNode golden) {
    assertThat(interval.low()).isCloseTo(end(golden, 0), CLOSE);
    assertThat(interval.high()).isCloseTo(end(golden, 1), CLOSE);
  }

  private static double end(JsonNode golden, int which) {
    return golden.path("interval").path(which).asDouble();
  }

  private static double[] differences(JsonNode golden) {
    return numbers(golden.path("differences"));
  }

  private static double[] numbers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static List<JsonNode> golden(String name) throws IOException {
    try (InputStream in = GoldenValuesTest.class.getResourceAsStream("goldens.json")) {
      List<JsonNode> cases =
          StreamSupport.stream(Json.mapper().readTree(in).path(name).spliterator(), false).toList();
      assertThat(cases).isNotEmpty();
      return cases;
    }
  }
}
