package dev.towers.cli;

import dev.towers.InputException;
import dev.towers.Version;
import dev.towers.cli.EventVerb.Failed;
import dev.towers.files.HomeFolder;
import dev.towers.files.UserPath;
import dev.towers.files.WatchedStream;
import dev.towers.tower.NativeProcess;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;

/** The table of verbs, and what becomes of their failures. */
@Command(
    name = "train.jar",
    sortOptions = false,
    versionProvider = Main.JarVersion.class,
    description = "Trains image classifiers on TensorFlow graphs, on one device or many.",
    synopsisHeading = "Usage: java -jar ",
    customSynopsis = "train.jar [VERB] [OPTIONS]   (the verb train may be left out)%n",
    descriptionHeading = "%n",
    commandListHeading = "%nVerbs:%n",
    optionListHeading = "%n",
    footer = "%nEach verb explains itself: java -jar train.jar VERB --help",
    subcommands = {
      TrainVerb.class,
      EvaluateVerb.class,
      PredictVerb.class,
      ServeVerb.class,
      WorkerVerb.class,
      InspectVerb.class,
      ReportVerb.class,
      SamplesVerb.class,
      DataParallelVerb.class,
      BenchVerb.class,
      BenchModelVerb.class
    })
public final class Main {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_INPUT = 2;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  /** Reads the version from the jar's manifest. */
  static final class JarVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Towers " + Version.number()};
    }
  }

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Where this process speaks. */
  Console console() {
    return console;
  }

  public static void main(String[] args) {
    HomeFolder.ensure();
    Locale.setDefault(Locale.ROOT); // the same words, digits and files everywhere
    WatchedStream results = new WatchedStream(new FileOutputStream(FileDescriptor.out));
    System.setOut(new PrintStream(new BufferedOutputStream(results), false, encoding("stdout")));
    System.setErr(new PrintStream(NativeProcess.errorOutput(), true, encoding("stderr")));
    int exitCode = run(args);
    System.out.flush();
    if (exitCode == DONE && results.loss().isPresent()) {
      Console.ofProcess().fail("standard output cannot be written: " + results.loss().get());
      exitCode = FAILED;
    }
    System.exit(exitCode);
  }

  /** That in which Java would write to a standard stream. */
  private static Charset encoding(String stream) {
    return Stream.of(stream + ".encoding", "sun." + stream + ".encoding", "native.encoding")
        .map(System::getProperty)
        .filter(Objects::nonNull)
        .findFirst()
        .map(Charset::forName)
        .orElseGet(Charset::defaultCharset);
  }

  static int run(String... args) {
    String[] words = withVerb(args);
    Console console = Console.ofProcess();
    boolean toProgram = List.of(words).contains(EventVerb.JSON);
    return new Main(toProgram ? console.plain() : console).execute(words);
  }

  private int execute(String... words) {
    CommandLine verbs =
        new CommandLine(this)
            .setColorScheme(CommandLine.Help.defaultColorScheme(console.ansi()))
            .setExpandAtFiles(false) // @ may be the first letter of a file's name
            .registerConverter(Path.class, Main::path)
            .setParameterExceptionHandler(this::wrongOption)
            .setExecutionExceptionHandler(this::failed);
    try {
      return verbs.execute(words);
    } catch (Error e) { // out of memory, for instance: picocli lets it pass
      return failed(e, verbs.getSubcommands().get(words[0]).getCommand());
    }
  }

  /** Puts the default verb before options that stand alone. */
  private static String[] withVerb(String[] args) {
    boolean aboutMain =
        args.length > 0 && List.of("-h", "--help", "-V", "--version").contains(args[0]);
    if (aboutMain || args.length > 0 && !args[0].startsWith("-")) {
      return args;
    }
    return Stream.concat(Stream.of("train"), Arrays.stream(args)).toArray(String[]::new);
  }

  private static Path path(String text) {
    UserPath.problem(text)
        .ifPresent(
            problem -> {
              throw new TypeConversionException("expected " + problem);
            });
    return Path.of(text);
  }

  private int wrongOption(ParameterException problem, String[] args) {
    CommandLine commandLine = problem.getCommandLine();
    String advice =
        commandLine.getCommand() instanceof Main
            ? "the verbs are " + String.join(", ", commandLine.getSubcommands().keySet())
            : "see %s --help".formatted(commandLine.getCommandName());
    String words = "%s; %s".formatted(Words.firstLine(problem.getMessage()), advice);
    if (commandLine.getCommand() instanceof EventVerb verb
        && List.of(args).contains(EventVerb.JSON)) {
      verb.tellProgram();
    }
    return tell(commandLine.getCommand(), new Failed(WRONG_INPUT, words));
  }

  private int failed(Exception problem, CommandLine commandLine, ParseResult parsed) {
    return failed(problem, commandLine.getCommand());
  }

  private int failed(Throwable problem, Verb verb) {
    if (verb.debug()) {
      problem.printStackTrace();
    }
    return tell(
        verb,
        problem instanceof InputException wrong
            ? new Failed(WRONG_INPUT, Words.of(wrong))
            : new Failed(FAILED, Words.of(problem)));
  }

  /** Tells people and programs; returns the exit code. */
  private int tell(Object command, Failed failure) {
    console.fail(failure.message());
    if (command instanceof EventVerb verb) {
      verb.console().tell(failure);
    }
    return failure.exitCode();
  }
}
