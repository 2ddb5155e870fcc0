package dev.towers.run;

import dev.towers.InputException;
import dev.towers.Seed;
import dev.towers.SettingName;
import dev.towers.cluster.WorkerAddress;
import dev.towers.data.Augmentation;
import dev.towers.data.Augmentation.Flip;
import dev.towers.data.Dataset;
import dev.towers.data.HoldOut;
import dev.towers.data.ImageForm;
import dev.towers.data.ImageForm.Fit;
import dev.towers.data.source.DataSource;
import dev.towers.export.LoadedModel;
import dev.towers.graph.Network;
import dev.towers.graph.Precision;
import dev.towers.graph.Start;
import dev.towers.graph.StoredVariables;
import dev.towers.graph.networks.Networks;
import dev.towers.graph.networks.TestTimeAugmentation;
import dev.towers.run.Setting.Role;
import dev.towers.tower.Devices;
import dev.towers.tower.Layout;
import dev.towers.train.Muon;
import dev.towers.train.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that a run may be told, and what it was told. The list below is the only one: the options of
 * the command line and their help, the files of a run and what resuming compares come from it, and
 * {@code docs/settings.md} is held to it.
 */
public final class Settings {
  private static final String AUTO = "auto";
  private static final String BEST = "best";

  public static final Setting<String> DATA =
      Setting.words(
          DataSource.DATA.name(),
          "auto",
          String.join("|", DataSource.words()) + "|PATH",
          Role.PLACE,
          text -> DataSource.parse(text),
          "The images: CIFAR-10 (auto: the original, cifar10, if it is in the cache, else built-in, the copy"
              + " in the jar, recompressed as JPEG), another data set by its name, downloaded where the cache"
              + " lacks it, or a folder or archive.");

  public static final Setting<String> IMAGE_SIZE =
      Setting.words(
          ImageForm.IMAGE_SIZE.name(),
          "32",
          "N|HxW|native",
          Role.RESULT,
          text -> ImageForm.parse(text, Fit.STRETCH),
          "For image folders: the size that all images are brought to; native takes them as they"
              + " are, which must be of one size.");

  public static final Setting<String> FIT =
      Setting.words(
          ImageForm.FIT.name(),
          Fit.STRETCH.word(),
          "stretch|crop|pad",
          Role.RESULT,
          Fit::named,
          "For image folders: how an image of other proportions comes to the size.");

  public static final Setting<Boolean> SKIP_BAD =
      Setting.yesOrNo(
          DataSource.SKIP_BAD.name(),
          "For image folders: go on without images that cannot be read.");

  public static final Setting<Double> VALIDATION =
      Setting.fraction(
          HoldOut.VALIDATION.name(),
          0.0,
          "The part of each class's training images that is held out, to score the network on after"
              + " each epoch, where there is no folder of such images.");

  public static final Setting<String> KEEP =
      Setting.choice(
          new SettingName("keep"),
          BEST,
          List.of(BEST, "last"),
          "With validation: the weights of which epoch become the model.");

  public static final Setting<Integer> PATIENCE =
      whole(
          "patience",
          0,
          0,
          ", 0 for no limit",
          "With validation: stop when so many epochs brought no better accuracy; 0 never does.");

  public static final Setting<String> NETWORK =
      Setting.words(
          "network", "quickstart", "NAME", Role.RESULT, Networks::named, "The network to train.");

  public static final Setting<String> INIT_FROM =
      Setting.place(
          "init-from",
          "MODEL",
          Role.RESULT,
          "Start from the variables of this SavedModel that the network has too, of the same name and"
              + " shape.");

  public static final Setting<String> FREEZE =
      Setting.words(
          Start.FREEZE.name(),
          "",
          "PATTERN,...",
          Role.RESULT,
          text -> {},
          "Leave the variables of these names as they are; * stands for any characters.");

  public static final Setting<Integer> EPOCHS =
      whole("epochs", 2, 1, "", "Passes over the training images.");

  public static final Setting<Integer> BATCH_SIZE =
      whole("batch-size", 4, 1, "", "Images to a step.");

  public static final Setting<Double> LEARNING_RATE =
      Setting.aboveZero("learning-rate", 0.001, "How far a step goes down the gradient.");

  public static final Setting<String> SCHEDULE =
      Setting.words(
          RateCurve.SCHEDULE.name(),
          RateCurve.CONSTANT,
          RateCurve.WORDS,
          Role.RESULT,
          text -> RateCurve.parse(text, 1, 1),
          "What becomes of the learning rate: the same throughout (constant); down to 0 in a straight"
              + " line (linear), after one up for a fifth of the epochs (triangle); down to 0 along"
              + " a cosine (cosine), after a rise for a tenth of the epochs (warm-cosine); or"
              + " straight lines between factors at epochs, such as 0:0,5:1,24:0.");

  public static final Setting<Double> MOMENTUM =
      Setting.fraction("momentum", 0.9, "How much of its velocity a step keeps.");

  public static final Setting<Boolean> NESTEROV =
      Setting.yesOrNo("nesterov", "Look ahead along the velocity.");

  public static final Setting<Double> WEIGHT_DECAY =
      Setting.atLeastZero("weight-decay", 0.0, "How much of each weight is added to its gradient.");

  public static final Setting<Boolean> DECOUPLED_DECAY =
      Setting.yesOrNo(
          "decoupled-decay",
          "Take the weight decay off the weights themselves, rather than add it to the gradient.");

  public static final Setting<Integer> LOOKAHEAD =
      whole(
          "lookahead",
          0,
          0,
          ", 0 for never",
          "After every so many steps, take the weights half the way back to where they were before"
              + " them; 0 never does.");

  public static final Setting<Double> MUON =
      Setting.atLeastZero(
          Muon.NAME.name(),
          0.0,
          "Have the filters of convolutions learn by Muon, at this rate, which follows the schedule,"
              + " without weight decay and at one norm, as batch normalization behind them allows; 0 has"
              + " them learn like all else.");

  public static final Setting<Double> OFFSET_RATE =
      Setting.aboveZero(
          "offset-rate",
          1.0,
          "How many times as fast as all else the offsets of batch normalization learn.");

  public static final Setting<Double> LABEL_SMOOTHING =
      Setting.fraction("label-smoothing", 0.0, "How much of the truth is spread over all classes.");

  public static final Setting<Integer> SHIFT =
      Setting.whole(
          Augmentation.SHIFT.name(),
          0,
          0,
          1024,
          Role.RESULT,
          " of pixels",
          "Move training images by up to so many pixels, at random; 0 leaves them in their place.");

  public static final Setting<String> FLIP =
      Setting.choice(
          new SettingName("flip"),
          Flip.NONE.word(),
          Stream.of(Flip.values()).map(Flip::word).toList(),
          "Mirror training images: none, at random, or each in every other epoch.");

  public static final Setting<Integer> CUTOUT =
      Setting.whole(
          Augmentation.CUTOUT.name(),
          0,
          0,
          4096,
          Role.RESULT,
          " of pixels",
          "Cover a square of so many pixels a side in each training image, at random; 0 covers"
              + " nothing.");

  public static final Setting<String> TTA =
      Setting.choice(
          new SettingName("tta"),
          TestTimeAugmentation.NONE,
          TestTimeAugmentation.WORDS,
          "Test-time augmentation: mirror has the model answer with the mean of what it makes of an"
              + " image and of its mirror image, mirror-shift with that of six views, moved ones"
              + " among them.");

  public static final Setting<String> PRECISION =
      Setting.choice(
          new SettingName("precision"),
          Precision.FLOAT32.word(),
          List.of(Precision.FLOAT32.word(), Precision.BFLOAT16.word(), AUTO),
          "With which numbers convolutions, pooling, ReLU and Muon's matrix products compute in"
              + " training; auto takes bfloat16 where the processor has instructions for it.");

  public static final Setting<Long> SEED =
      new Setting<>(
          new SettingName("seed"),
          0L,
          "N",
          "Repeats a run when given again.",
          Role.RESULT,
          v -> {});

  public static final Setting<String> DEVICES =
      Setting.words(
          Devices.DEVICES.name(),
          "auto",
          "auto|cpu:N|gpu:0,1",
          Role.FREE,
          text -> {}, // which there are is known when TensorFlow is up
          "Where the towers sit: all GPUs, else the CPU, as a device for each tower that it has"
              + " processors for.");

  public static final Setting<String> CLUSTER =
      Setting.words(
          WorkerAddress.CLUSTER.name(),
          "",
          "HOST:PORT,...",
          Role.PLACE,
          text -> {
            if (!text.isEmpty()) {
              WorkerAddress.parse(text);
            }
          },
          "The workers whose devices the towers sit on, rather than those of this host.");

  public static final Setting<Integer> CLUSTER_WAIT =
      Setting.whole(
          "cluster-wait",
          300,
          1,
          86_400,
          Role.FREE,
          " of seconds",
          "With workers: how many seconds to wait for those that are not up.");

  public static final Setting<Integer> STEP_TIMEOUT =
      Setting.whole(
          "step-timeout",
          60,
          1,
          86_400,
          Role.FREE,
          " of seconds",
          "With workers: how many seconds a step may take before the run gives it up.");

  public static final Setting<Boolean> ELASTIC =
      Setting.yesOrNo(
          "elastic",
          Role.FREE,
          "With workers: go on with those that are there, from the last checkpoint, when one is lost"
              + " or comes back.");

  public static final Setting<Integer> TOWERS =
      Setting.whole(
          "towers",
          Setting.AUTOMATIC,
          0,
          1024,
          Role.RESULT,
          ", 0 for one on each device",
          "Into how many chunks a batch is cut; 0 for one on each device.");

  public static final Setting<Integer> THREADS =
      Setting.whole(
          "threads",
          Setting.AUTOMATIC,
          0,
          1024,
          Role.RESULT,
          ", 0 for automatic",
          "Threads of each tower, within an op; 0 takes one where a tower gets fewer than 32 images of a"
              + " batch, else as many as there are processors for each device.");

  public static final Setting<Integer> LOG_EVERY =
      whole(
          "log-every",
          2000,
          0,
          ", 0 for a line an epoch",
          "Steps between two lines about the loss; 0 prints a table with a line for each epoch.");

  public static final Setting<String> RUN =
      Setting.place(
          "run", "DIR", "Where to leave all that a run leaves (default: runs/DATE-TIME).");

  public static final Setting<String> EXPORT =
      Setting.place("export", "DIR", "Where to publish the model (default: savedmodel/NETWORK).");

  public static final Setting<Integer> KEEP_VERSIONS =
      Setting.whole(
          "keep-versions",
          0,
          0,
          Integer.MAX_VALUE,
          Role.FREE,
          ", 0 for all",
          "Delete all but the newest N versions of the model; 0 keeps all.");

  public static final Setting<Integer> CHECKPOINT_EVERY =
      Setting.whole(
          "checkpoint-every",
          5000,
          0,
          Integer.MAX_VALUE,
          Role.FREE,
          " of steps, 0 for none by steps",
          "Steps between two checkpoints, beside those every ten minutes, at the end of an epoch"
              + " and on Ctrl-C; 0 makes only these.");

  /** In the order in which people read of them. */
  public static final List<Setting<?>> ALL =
      List.of(
          DATA,
          IMAGE_SIZE,
          FIT,
          SKIP_BAD,
          VALIDATION,
          KEEP,
          PATIENCE,
          NETWORK,
          INIT_FROM,
          FREEZE,
          EPOCHS,
          BATCH_SIZE,
          LEARNING_RATE,
          SCHEDULE,
          MOMENTUM,
          NESTEROV,
          WEIGHT_DECAY,
          DECOUPLED_DECAY,
          LOOKAHEAD,
          MUON,
          OFFSET_RATE,
          LABEL_SMOOTHING,
          SHIFT,
          FLIP,
          CUTOUT,
          TTA,
          PRECISION,
          SEED,
          DEVICES,
          CLUSTER,
          CLUSTER_WAIT,
          STEP_TIMEOUT,
          ELASTIC,
          TOWERS,
          THREADS,
          LOG_EVERY,
          RUN,
          EXPORT,
          KEEP_VERSIONS,
          CHECKPOINT_EVERY);

  /** From this many images to a tower, more threads than one make an op faster. */
  private static final int THREADED_CHUNK = 32;

  private static final DateTimeFormatter RUN_NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Map<Setting<?>, Object> values;

  private Settings(Map<Setting<?>, Object> values) {
    this.values = values;
  }

  /** Those of the classic quick-start: what is usual for each. */
  public static Settings usual() {
    Map<Setting<?>, Object> values = new LinkedHashMap<>();
    ALL.forEach(setting -> values.put(setting, setting.usual()));
    return new Settings(values);
  }

  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return setting.of(values.get(setting));
  }

  /**
   * The same with another value for one setting.
   *
   * @throws dev.towers.InputException if it cannot have that value
   */
  public <T> Settings with(Setting<T> setting, T value) {
    setting.check().accept(value);
    Map<Setting<?>, Object> changed = new LinkedHashMap<>(values);
    changed.put(setting, value);
    return new Settings(changed);
  }

  /** As {@link #with}, for a value of which only the command line or a file knows the type. */
  public <T> Settings withAny(Setting<T> setting, Object value) {
    return with(setting, setting.of(value));
  }

  /** The setting of that name, if there is one. */
  public static Optional<Setting<?>> named(String name) {
    return ALL.stream().filter(setting -> setting.name().name().equals(name)).findFirst();
  }

  /** Each value by the name of its setting, in order, for files. */
  public Map<String, Object> byName() {
    Map<String, Object> map = new LinkedHashMap<>();
    values.forEach((setting, value) -> map.put(setting.name().name(), value));
    return map;
  }

  /**
   * As {@link #byName}, without the places on the user's disk; of the model that the run starts
   * from, the name of its folder alone.
   */
  public Map<String, Object> withoutPlaces() {
    Map<String, Object> map = byName();
    ALL.stream()
        .filter(setting -> setting.role() == Role.PLACE)
        .forEach(setting -> map.remove(setting.name().name()));
    Path origin = Path.of(get(INIT_FROM)).getFileName();
    map.put(INIT_FROM.name().name(), Objects.toString(origin, ""));
    return map;
  }

  /** The settings in which a run that goes on may not differ, and does in {@code other}. */
  public List<Setting<?>> differingIn(Settings other) {
    List<Setting<?>> differing = new ArrayList<>();
    for (Setting<?> setting : ALL) {
      boolean same = other.values.get(setting).equals(values.get(setting));
      if (setting.role() == Role.RESULT && !same && !other.isLeftToUs(setting)) {
        differing.add(setting);
      }
    }
    return differing;
  }

  /** Whether the program is to choose the value. */
  private boolean isLeftToUs(Setting<?> setting) {
    Object value = values.get(setting);
    return (setting.equals(TOWERS) || setting.equals(THREADS)) && value.equals(Setting.AUTOMATIC)
        || setting.equals(PRECISION) && value.equals(AUTO);
  }

  /** The same, with the values of {@code other} for all that does not decide the result. */
  Settings withFreeOf(Settings other) {
    Map<Setting<?>, Object> changed = new LinkedHashMap<>(values);
    ALL.stream()
        .filter(setting -> setting.role() != Role.RESULT)
        .forEach(setting -> changed.put(setting, other.values.get(setting)));
    return new Settings(changed);
  }

  /** The same, with what was left to the program decided for these devices of this process. */
  Settings decidedFor(Devices devices) {
    return decidedFor(Hosts.here(devices));
  }

  /** The same, with what was left to the program decided for these devices. */
  Settings decidedFor(Hosts hosts) {
    int towers = isLeftToUs(TOWERS) ? hosts.devices().count() : get(TOWERS);
    int threads = get(BATCH_SIZE) / towers < THREADED_CHUNK ? 1 : hosts.processorsToDevice();
    return with(PRECISION, isLeftToUs(PRECISION) ? fastOn(hosts).word() : get(PRECISION))
        .with(TOWERS, towers)
        .with(THREADS, isLeftToUs(THREADS) ? threads : get(THREADS));
  }

  private static Precision fastOn(Hosts hosts) {
    return hosts.haveFastBfloat16() ? Precision.BFLOAT16 : Precision.FLOAT32;
  }

  /** The same, with the images that are meant where that depends on what was downloaded. */
  Settings withDataDecided() {
    return with(DATA, DataSource.decided(get(DATA)));
  }

  /** The same, with a run folder named after this instant where there is none. */
  Settings withRunFolder() {
    return get(RUN).isEmpty()
        ? with(RUN, Path.of("runs", RUN_NAME.format(LocalDateTime.now())).toString())
        : this;
  }

  Path export() {
    return get(EXPORT).isEmpty() ? Path.of("savedmodel", get(NETWORK)) : Path.of(get(EXPORT));
  }

  /** Whether the best weights are kept rather than the last, where there is validation. */
  boolean keepsBest() {
    return get(KEEP).equals(BEST);
  }

  /** To what image files are brought. */
  public ImageForm form() {
    return ImageForm.parse(get(IMAGE_SIZE), Fit.named(get(FIT)));
  }

  Network network() {
    return TestTimeAugmentation.of(get(TTA), Networks.named(get(NETWORK)));
  }

  Seed seed() {
    return new Seed(get(SEED));
  }

  /** What a run that begins starts from, and leaves as it is. */
  Start start() throws IOException {
    StoredVariables stored =
        get(INIT_FROM).isEmpty()
            ? StoredVariables.NONE
            : LoadedModel.variables(INIT_FROM.name(), Path.of(get(INIT_FROM)));
    return new Start(seed(), stored, Start.patterns(get(FREEZE)));
  }

  /** The same for a run that goes on, all of whose variables come from its checkpoint. */
  Start startOfResumed() {
    return new Start(seed(), StoredVariables.NONE, Start.patterns(get(FREEZE)));
  }

  /** Whether each epoch has a line of a table. */
  boolean printsTable() {
    return get(LOG_EVERY) == 0;
  }

  TrainingPlan plan() {
    return new TrainingPlan(get(EPOCHS), get(BATCH_SIZE), seed());
  }

  /**
   * The data set, with what is to be held out held out.
   *
   * @throws InputException if that cannot be, or if what asks for scores would wait for ever
   */
  Dataset heldOut(Dataset whole) {
    Dataset dataset = HoldOut.of(whole, get(VALIDATION), seed());
    if (get(PATIENCE) > 0 && dataset.validation().size() == 0) {
      throw InputException.about(
          "%s %d waits for scores of validation, and there is none: add %s",
          PATIENCE.name(), get(PATIENCE), VALIDATION.name());
    }
    return dataset;
  }

  Layout layout(Devices devices) {
    return new Layout(devices, get(TOWERS), get(THREADS));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings settings && settings.values.equals(values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  /** Each value by name. */
  @Override
  public String toString() {
    return byName().toString();
  }

  private static Setting<Integer> whole(
      String name, int usual, int least, String note, String help) {
    return Setting.whole(name, usual, least, Integer.MAX_VALUE, Role.RESULT, note, help);
  }
}
