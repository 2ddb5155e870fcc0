package dev.towers.run;

import dev.towers.Output;
import dev.towers.data.Dataset;
import dev.towers.export.ModelFolder;
import dev.towers.export.SavedModelWriter;
import dev.towers.export.TrainedModel;
import dev.towers.files.HiddenFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The model of a run, published once however often the run is gone on with. */
final class Publication {
  private final Path weights;
  private final RunState from;
  private final Dataset dataset;
  private final Output output;
  private final ModelFolder versions;

  /**
   * @param weights the path of the variables' files without their endings
   */
  Publication(Path weights, RunState from, Dataset dataset, Output output) {
    this.weights = weights;
    this.from = from;
    this.dataset = dataset;
    this.output = output;
    versions = new ModelFolder(from.settings().export());
  }

  /** Clears away what a run that was killed has left half written. */
  void sweep() throws IOException {
    HiddenFolder.sweep(versions.base());
  }

  /** The folder of the model's version, which may be there from before the run was killed. */
  Path publish(RunFigures figures) throws IOException {
    Optional<Path> published =
        versions.newestWithProvenance(provenance -> Provenance.isOf(from, provenance));
    Path version = published.isPresent() ? published.get() : write(figures);
    keepNewest(from.settings().get(Settings.KEEP_VERSIONS));
    return version;
  }

  private Path write(RunFigures figures) throws IOException {
    Settings settings = from.settings();
    TrainedModel model =
        new TrainedModel(
            settings.network(),
            dataset.shape(),
            settings.form().fit(),
            dataset.classNames(),
            weights);
    String provenance = Provenance.json(from, dataset, figures);
    return versions.publish(place -> SavedModelWriter.write(place, model, provenance));
  }

  /**
   * @param count of versions; 0 keeps all
   */
  private void keepNewest(int count) throws IOException {
    if (count == 0) {
      return;
    }
    for (Path staying : versions.keepNewest(count, Provenance::isOurs)) {
      output.warn(
          "%s stays: it is no model of this program, or cannot be deleted".formatted(staying));
    }
  }
}
