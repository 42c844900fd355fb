package org.dropoutdistillery.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.dropoutdistillery.run.Environment;
import org.dropoutdistillery.run.RecipeException;
import org.dropoutdistillery.run.TrainingDivergedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** Where the terminal program starts. */
@Command(
    name = "distillery",
    description = "Shows what dropout averages at test time, and distils that average.",
    mixinStandardHelpOptions = true,
    version = Environment.PROGRAM,
    subcommands = {
      RunCommand.class,
      ImportCommand.class,
      DistilCommand.class,
      ResumeCommand.class,
      ReplayCommand.class,
      EvaluateCommand.class,
      PredictCommand.class,
      ExportCommand.class,
      PackCommand.class,
      RecipesCommand.class,
      DatasetsCommand.class,
      HelpCommand.class
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all went well",
      "1:a fault of the program",
      "2:a wrong option, recipe or data set",
      "3:training diverged",
      "4:a file could not be read or written",
      "5:a replay gave other numbers",
      "130:stopped by Ctrl-C; what there was is written",
      "143:stopped by TERM; what there was is written"
    })
public final class Distillery {
  static final int FAULT = 1;
  static final int WRONG_INPUT = 2;
  static final int DIVERGED = 3;
  static final int NO_FILE = 4;
  static final int OTHER_NUMBERS = 5;

  private Distillery() {}

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Distillery())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(wrongUsage())
        .setExecutionExceptionHandler(failure());
  }

  private static IParameterExceptionHandler wrongUsage() {
    return (ParameterException wrong, String[] arguments) -> {
      CommandLine command = wrong.getCommandLine();
      command.getErr().println(wrong.getMessage());
      if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr())) {
        command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
      }
      return WRONG_INPUT;
    };
  }

  private static IExecutionExceptionHandler failure() {
    return (Exception failure, CommandLine command, CommandLine.ParseResult parsed) -> {
      if (failure instanceof RecipeException || failure instanceof IllegalArgumentException) {
        return say(command, failure, WRONG_INPUT);
      }
      if (failure instanceof TrainingDivergedException) {
        return say(command, failure, DIVERGED);
      }
      if (failure instanceof IOException || failure instanceof UncheckedIOException) {
        return say(command, failure, NO_FILE);
      }
      failure.printStackTrace(command.getErr());
      command.getErr().println("This is a fault of the program; please report the lines above.");
      return FAULT;
    };
  }

  private static int say(CommandLine command, Exception failure, int exitCode) {
    command.getErr().println(message(failure));
    return exitCode;
  }

  /** Some exceptions of the library name the file and nothing else. */
  private static String message(Exception failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file";
    }
    return failure instanceof AccessDeniedException denied
        ? denied.getFile() + ": no permission"
        : failure.getMessage();
  }
}
