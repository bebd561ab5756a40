package dev.assay.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code assay} command, of which all others are subcommands. */
@Command(
    name = "assay",
    description = {
      "Evaluates models that do not think in tokens, and the tokenized ones they must beat."
    },
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    abbreviateSynopsis = true,
    sortOptions = false,
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:examples failed beyond the tolerance, a check found something, or a run had to stop",
      "2:wrong usage or set-up; nothing was run",
      "3:a mistake in Assay or in a plugin"
    })
final class Assay implements Runnable {
  private static final String[] FOOTER = {
    "",
    "Examples:",
    "  assay run                 the showcase: a real comparison in minutes",
    "  assay run -m bpe-8192 -t cute-generated -L 10",
    "  assay list benchmarks     what can be run",
    "  assay run --help          all about running",
    "",
    "Every COMMAND has its own --help with examples."
  };

  private final CommandLine commandLine;
  private final Terminal terminal;
  private final ErrorMessages errors;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error (also: ASSAY_DEBUG=1).")
  private boolean debug;

  Assay(Terminal terminal) {
    this.terminal = terminal;
    this.commandLine = new CommandLine(this);
    commandLine
        .addSubcommand(new RunCommand(terminal))
        .addSubcommand(new PlanCommand(terminal))
        .addSubcommand(new ListCommand(terminal))
        .addSubcommand(new ReportCommand(terminal))
        .addSubcommand(new ImportCommand(terminal))
        .addSubcommand(new CompareCommand(terminal))
        .addSubcommand(new GateCommand(terminal))
        .addSubcommand(HistoryCommand.commandLine(terminal))
        .addSubcommand(DataCommand.commandLine(terminal))
        .addSubcommand(new DoctorCommand(terminal))
        .addSubcommand(CheckCommand.commandLine(terminal))
        .addSubcommand(new CompletionCommand(terminal))
        .addSubcommand(new HelpCommand());
    errors = new ErrorMessages(terminal, () -> debug);
    commandLine
        .setOut(terminal.out())
        .setErr(terminal.err())
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    commandLine.getCommandSpec().usageMessage().footer(FOOTER);
    letGroupsComeFirst(commandLine);
  }

  /** Options under a heading are the ones people look for; picocli would put them last. */
  private static void letGroupsComeFirst(CommandLine command) {
    var usage = command.getCommandSpec().usageMessage();
    if (!command.getCommandSpec().argGroups().isEmpty()) {
      usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
      usage
          .sectionMap()
          .put(
              UsageMessageSpec.SECTION_KEY_OPTION_LIST,
              help ->
                  help.optionListGroupSections()
                      + help.optionListHeading()
                      + help.optionListExcludingGroups(ungrouped(help.commandSpec())));
    }
    command.getSubcommands().values().forEach(Assay::letGroupsComeFirst);
  }

  private static List<OptionSpec> ungrouped(CommandSpec command) {
    return command.options().stream().filter(o -> o.group() == null && !o.hidden()).toList();
  }

  /** Runs one command line. */
  int execute(String... arguments) {
    String[] words = Arrays.stream(arguments).map(Assay::hyphenated).toArray(String[]::new);
    try {
      return commandLine.execute(words);
    } catch (VirtualMachineError e) {
      return errors.handle(e);
    } catch (LinkageError e) {
      return errors.handle(e);
    }
  }

  /** lm-evaluation-harness writes {@code --batch_size} where Assay writes {@code --batch-size}. */
  private static String hyphenated(String argument) {
    if (!argument.startsWith("--")) {
      return argument;
    }
    int equals = argument.indexOf('=');
    String name = equals < 0 ? argument : argument.substring(0, equals);
    return name.replace('_', '-') + argument.substring(name.length());
  }

  @Override
  public void run() {
    commandLine.usage(terminal.out());
  }
}
