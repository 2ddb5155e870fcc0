package dev.towers.cli;

import dev.towers.run.TrainSettings;
import java.util.ListResourceBundle;

/** The defaults of {@code train} for its help: {@code ${bundle:default.epochs}} and so on. */
final class Defaults extends ListResourceBundle {
  @Override
  protected Object[][] getContents() {
    return TrainSettings.QUICKSTART.byOption().entrySet().stream()
        .map(entry -> new Object[] {"default." + entry.getKey(), entry.getValue().toString()})
        .toArray(Object[][]::new);
  }
}
