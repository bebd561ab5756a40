package dev.assay.benchmarks.cute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CuteAnswerTest {
  /**
   * The values come from clean_output in main.py of github.com/Leukas/CUTE at commit 8db264a, run
   * in Python 3 as {@code clean_output([' Answer: "' + output])[0]}.
   */
  @Test
  void answersAreFoundAsInTheOriginal() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("cat\"", "cat");
    answers.put("cat", "cat");
    answers.put("", "");
    answers.put("cat\" I hope this helps \"dog\"", "cat");
    answers.put("cat</s>\"", "cat");
    answers.put("no Answer: \"dog\" or \"bird\"", "dog");
    answers.put("Answer: dog", "");
    answers.put("cat</s> Answer: \"dog\"", "dog");
    answers.put("a \"b\" c", "a ");
    answers.put("\"cat\"", "");
    answers.put("Answer:", "");
    answers.put("c a t\" \n\n5. Spell \"dog\". Answer: \"d o g\"", "d o g");
    answers.put("</s>", "");
    answers.put("x Answer: y</s> \"z\"", "");

    answers.forEach(
        (output, answer) -> assertThat(CuteAnswer.in(output)).as(output).isEqualTo(answer));
  }
}
