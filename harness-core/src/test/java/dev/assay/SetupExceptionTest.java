package dev.assay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupExceptionTest {
  private static final List<String> VALID =
      List.of("batch-size", "benchmarks", "cute/spell", "cute/ins_char", "limit", "models", "seed");

  @ParameterizedTest
  @CsvSource({
    "limt, limit",
    "limits, limit",
    "LIMIT, limit",
    "modles, models",
    "sede, seed",
    "batch_size, batch-size",
    "batchsize, batch-size",
    "bacth_size, batch-size",
    "benchmark, benchmarks",
    "bench, benchmarks",
    "spell, cute/spell",
    "cute/spel, cute/spell",
    "cude/spell, cute/spell",
    "ins_char, cute/ins_char",
  })
  void aMisspeltNameIsAnsweredWithTheOneThatWasMeant(String typed, String meant) {
    assertThat(SetupException.unknownName("key", typed, VALID))
        .hasMessageStartingWith(
            "unknown key '%s'; did you mean '%s'? Valid: ".formatted(typed, meant));
  }

  @Test
  void ofNamesThatAreEquallyNearTheOneThatBeginsSoWasMeant() {
    assertThat(SetupException.unknownName("model", "bpe-81", List.of("bpe-512", "bpe-8192")))
        .hasMessageStartingWith("unknown model 'bpe-81'; did you mean 'bpe-8192'?");
  }

  @ParameterizedTest
  @CsvSource({"gsm8k", "x", "qq", "''"})
  void nothingIsSuggestedForANameThatIsNearNone(String typed) {
    assertThat(SetupException.unknownName("key", typed, VALID))
        .hasMessage(
            "unknown key '%s'; valid: batch-size, benchmarks, cute/ins_char, cute/spell, limit, models, seed",
            typed);
  }

  @Test
  void aLongListIsCutAndAnEmptyOneSaidToBe() {
    List<String> many = IntStream.range(100, 200).mapToObj(i -> "name" + i).toList();
    assertThat(SetupException.unknownName("model", "zzz", many))
        .hasMessageEndingWith("name139, … (100 in all)");
    assertThat(SetupException.unknownName("model", "name1O5", many))
        .hasMessage("unknown model 'name1O5'; did you mean 'name105'?");
    assertThat(SetupException.unknownName("model", "zzz", List.of()))
        .hasMessage("unknown model 'zzz'; there is none to choose from");
  }
}
