package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.SetupException;
import dev.assay.benchmark.Example;
import dev.assay.benchmarks.DataText;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CuteTableTest {
  private static final String HEADER = "input1\tinput2\tlabel\n";

  @Test
  void rowsBecomeExamplesNumberedFromZero() {
    List<Example> examples = read(HEADER + "a\tmap\tmp\nt\t it's  late\tx\n");

    assertThat(examples)
        .containsExactly(
            new Example("0", Map.of("input1", "a", "input2", "map"), "mp"),
            new Example("1", Map.of("input1", "t", "input2", " it's  late"), "x"));
    assertThat(examples.get(0).fields().keySet()).containsExactly("input1", "input2");
  }

  @Test
  void linesMayEndAsWindowsWritesThem() {
    assertThat(read("input1\tinput2\tlabel\r\na\tmap\tmp\r\n"))
        .containsExactly(new Example("0", Map.of("input1", "a", "input2", "map"), "mp"));
  }

  /** Tables as Java would escape them. */
  @ParameterizedTest(name = "{1}, {2}")
  @CsvSource({
    "'', line 1, cut off",
    "input1\\tinput2\\tlabel\\na\\tmap\\tmp, line 2, cut off",
    "input1\\tinput2\\tlabel\\na\\tmap, line 2, cut off",
    "input1\\tinput2\\tlabel\\na\\tmap\\n, line 2, '2 cells, 3 expected'",
    "input1\\tinput2\\tlabel\\na\\tmap\\tmp\\tx\\n, line 2, '4 cells, 3 expected'",
    "input1\\tinput2\\tlabel\\na\\tmap\\tmp\\n\\nb\\tbar\\tar\\n, line 3, '1 cells, 3 expected'",
    "input1\\tinput2\\tlabel\\na\\tmap\\t\\n, line 2, the cell in column label is empty",
    "input1\\tinput2\\tlabel\\n\\tmap\\tmp\\n, line 2, the cell in column input1 is empty",
    "'input1\\tinput2\\tlabel\\na\\t\"map\"\\tmp\\n', line 2, a double quote in column input2",
    "input1\\tlabel\\na\\tmap\\n, line 1, 'wrong header: input1, label'",
    "a\\tmap\\tmp\\n, line 1, 'wrong header: a, map, mp'",
    "input1\\tinput2\\tlabel\\n, line 1, no examples",
  })
  void aMalformedTableIsNamedWithLineAndColumns(String table, String line, String what) {
    assertThatThrownBy(() -> read(table.translateEscapes()))
        .isInstanceOf(SetupException.class)
        .hasMessageStartingWith("del_char.tsv, " + line + ": ")
        .hasMessageContaining(what)
        .hasMessageContaining("input1, input2, label")
        .hasMessageContaining("assay data pull cute");
  }

  private static List<Example> read(String table) {
    return CuteTable.read(CuteTask.DEL_CHAR, DataText.of("del_char.tsv", table));
  }
}
