package dev.assay.cli;

import dev.assay.RunException;
import dev.assay.SetupException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever went wrong into one paragraph on standard error and an exit code. */
final class ErrorMessages implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private final Terminal terminal;
  private final BooleanSupplier debug;

  ErrorMessages(Terminal terminal, BooleanSupplier debug) {
    this.terminal = terminal;
    this.debug = debug;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    print("%s See `%s --help`.".formatted(sentence(usageMessage(e)), command.qualifiedName()), e);
    return ExitCode.USAGE;
  }

  private static String usageMessage(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched);
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().size() == 1
        && missing.getMissing().get(0) instanceof OptionSpec option
        && !option.required()) {
      return "option %s needs a value: %s"
          .formatted(option.longestName(), String.join(" ", option.description()));
    }
    return String.valueOf(e.getMessage())
        .replaceAll("is not an? (int|long)", "is not a whole number");
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String argument = e.getUnmatched().get(0);
    if (argument.startsWith("-")) {
      int equals = argument.indexOf('=');
      String name = equals < 0 ? argument : argument.substring(0, equals);
      List<String> names = new ArrayList<>();
      command.options().stream()
          .filter(o -> !o.hidden())
          .forEach(o -> names.addAll(List.of(o.names())));
      return SetupException.unknownName("option of " + command.qualifiedName(), name, names)
          .getMessage();
    }
    if (!command.subcommands().isEmpty()) {
      return SetupException.unknownName("command", argument, command.subcommands().keySet())
          .getMessage();
    }
    return "unexpected argument '%s'".formatted(argument);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine commandLine, ParseResult result) {
    if (e instanceof SetupException) {
      print(sentence(e.getMessage()), e);
      return ExitCode.USAGE;
    }
    if (e instanceof RunException) {
      print(sentence(e.getMessage()), e);
      return ExitCode.FAILED;
    }
    if (e instanceof UncheckedIOException io) {
      print(sentence(io.getMessage() + ": " + io.getCause().getMessage()), e);
      return ExitCode.FAILED;
    }
    print(
        "%s This is a mistake in Assay or in a plugin; --debug shows where."
            .formatted(sentence(e.toString())),
        e);
    return ExitCode.BUG;
  }

  /** Explains an error that no handler of picocli's sees. */
  int handle(VirtualMachineError e) {
    print(
        "Java gave up: %s Set ASSAY_JAVA_OPTS=-Xmx8g, for example, for more memory, or lower --batch-size. What was finished is kept; the same command continues."
            .formatted(sentence(e.toString())),
        e);
    return ExitCode.FAILED;
  }

  /** Explains a class or native library that cannot be loaded. */
  int handle(LinkageError e) {
    print(
        "%s A part of the installation cannot be used on this machine; `assay doctor` says more."
            .formatted(sentence(e.toString())),
        e);
    return ExitCode.USAGE;
  }

  private void print(String message, Throwable e) {
    terminal.err().println("assay: " + message.strip().replaceAll("\\s*\\R\\s*", " "));
    if (debug.getAsBoolean() || !terminal.environment().getOrDefault("ASSAY_DEBUG", "").isEmpty()) {
      e.printStackTrace(terminal.err());
    }
    terminal.err().flush();
  }

  private static String sentence(@org.jspecify.annotations.Nullable String message) {
    String text = String.valueOf(message).strip();
    return text.matches("(?s).*[.?!]") ? text : text + ".";
  }
}
