package dev.assay.benchmarks.lmeval;

import dev.assay.SetupException;
import dev.assay.benchmarks.lmeval.task.Formatting;
import dev.assay.benchmarks.lmeval.task.TaskConfig;
import dev.assay.benchmarks.python.PythonNumber;
import dev.assay.benchmarks.python.PythonText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The contexts of a task: description, worked examples and question, joined as the task says. */
final class Contexts {
  /** Stands between the prefix of a worked example's answer and the answer. */
  private static final String SPACE = " ";

  private final TaskDocuments documents;
  private final TaskConfig config;
  private final List<List<Document>> draws;

  Contexts(TaskDocuments documents) {
    this.documents = documents;
    this.config = documents.config();
    this.draws = FewShotDraws.of(documents);
  }

  /**
   * The context of a document.
   *
   * @param index its place among those asked
   */
  Context of(int index) {
    Document asked = documents.asked().get(index);
    String question = question(documents.textOrIndex(asked));
    return asked(before(index), question, prefix(asked), config.formatting().targetDelimiter());
  }

  /** The contexts of a document whose choices are contexts, one for each choice. */
  List<Context> ofChoices(int index) {
    Document asked = documents.asked().get(index);
    String before = before(index);
    String prefix = prefix(asked);
    return documents.choices(asked).stream()
        .map(choice -> asked(before, choice, prefix, ""))
        .toList();
  }

  private String prefix(Document asked) {
    return documents.string(config.formatting().genPrefix(), asked);
  }

  private static Context asked(String before, String question, String prefix, String delimiter) {
    boolean delimited = !prefix.isEmpty() && !question.isEmpty() && apart(question, prefix);
    return new Context(before + question + (delimited ? delimiter : ""), prefix);
  }

  /** Description and worked examples. */
  private String before(int index) {
    StringBuilder before =
        new StringBuilder(documents.string(config.description(), documents.asked().get(index)));
    draws.get(index).forEach(shown -> before.append(workedExample(shown)));
    return before.toString();
  }

  private String workedExample(Document shown) {
    Formatting formatting = config.fewShot().formatting();
    Object text = documents.textOrIndex(shown, formatting);
    List<String> choices = documents.choices(shown, formatting);
    Object target = documents.target(shown, formatting);
    String prefix = documents.string(formatting.genPrefix(), shown);
    String question = documents.severalContexts() ? choice(choices, text) : question(text);
    if (target == null || target.equals("")) {
      Context context = asked("", question, prefix, formatting.targetDelimiter());
      return context.text();
    }
    boolean byNumber = !choices.isEmpty() && !documents.severalContexts();
    String answer = answer(target, byNumber ? choices : List.of());
    boolean delimited = prefix.isEmpty() || !question.isEmpty() && apart(question, prefix);
    return question
        + (delimited ? formatting.targetDelimiter() : "")
        + joined(prefix, answer)
        + formatting.fewshotDelimiter();
  }

  private String answer(Object target, List<String> choices) {
    if (!choices.isEmpty() && PythonNumber.whole(target).isPresent()) {
      return choice(choices, target);
    }
    Object one = target instanceof List<?> list && !list.isEmpty() ? list.get(0) : target;
    if (one instanceof String text) {
      return text;
    }
    throw new SetupException(
        "%s: doc_to_target of a worked example must be a text or the number of a choice, not %s"
            .formatted(config.file(), target));
  }

  private String choice(List<String> choices, @Nullable Object number) {
    int index = PythonNumber.whole(number).orElse(-1);
    if (index < 0 || index >= choices.size()) {
      throw new SetupException(
          "%s: a worked example names the choice %s of %d; the first is 0"
              .formatted(config.file(), number, choices.size()));
    }
    return choices.get(index);
  }

  private String question(@Nullable Object text) {
    if (text instanceof String question) {
      return question;
    }
    throw new SetupException(
        "%s: doc_to_text must be a text, not %s".formatted(config.file(), text));
  }

  private static String joined(String prefix, String answer) {
    return prefix.isEmpty() || answer.isEmpty() || !apart(prefix, answer)
        ? prefix + answer
        : prefix + SPACE + answer;
  }

  /** Whether no whitespace parts two texts, neither of them empty. */
  private static boolean apart(String before, String after) {
    return !PythonText.isSpace(before.codePointBefore(before.length()))
        && !PythonText.isSpace(after.codePointAt(0));
  }
}
