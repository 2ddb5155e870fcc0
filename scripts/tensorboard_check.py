"""The part of tensorboard-check that reads: see there. Use: tensorboard_check.py RUN"""
import csv
import json
import logging
import pathlib
import sys

logging.disable(logging.WARNING)

from tensorboard.backend.event_processing import event_accumulator
from tensorboard.util import tensor_util

RUN = pathlib.Path(sys.argv[1])
ALL = {event_accumulator.TENSORS: 0}
failures = []


def check(what, good, found=""):
    print("  %-60s %s" % (what, "ok" if good else "DIFFERS %s" % (found,)))
    if not good:
        failures.append(what)


def read(split):
    reader = event_accumulator.EventAccumulator(str(RUN / "tensorboard" / split), ALL)
    reader.Reload()
    return reader


def curve(reader, tag):
    """Numbers by step, and whether each step is there once and in order."""
    events = reader.Tensors(tag)
    steps = [event.step for event in events]
    check("%s of %s: each step once, in order" % (tag, reader.path and pathlib.Path(reader.path).name),
          steps == sorted(set(steps)), steps)
    check("%s is a scalar" % tag,
          reader.SummaryMetadata(tag).plugin_data.plugin_name == "scalars")
    return {e.step: float(tensor_util.make_ndarray(e.tensor_proto)) for e in events}


def same(what, expected, found):
    near = expected.keys() == found.keys() and all(
        abs(value - found[step]) < 1e-6 for step, value in expected.items())
    check("%s: %d points as in the files" % (what, len(expected)), near, (expected, found))


def rows(name):
    with open(RUN / name, newline="") as file:
        return list(csv.DictReader(file))


def strings(reader, tag):
    (event,) = reader.Tensors(tag)
    return list(tensor_util.make_ndarray(event.tensor_proto).reshape(-1))


def picture(reader, tag):
    check("%s is the picture of the run" % tag,
          strings(reader, tag)[2] == (RUN / (tag + ".png")).read_bytes())


train = read("train")
losses = curve(train, "loss")
lines = rows("metrics.csv")
check("loss: %d points as in metrics.csv" % len(lines),
      len(lines) == len(losses)
      and all(abs(float(line["loss"]) - losses[step]) < 1e-6
              for line, step in zip(lines, sorted(losses))))
rates = curve(train, "learning_rate")
check("learning_rate has the steps of the loss", rates.keys() == losses.keys())
speeds = curve(train, "images_per_second")
check("images_per_second is above 0", min(speeds.values()) > 0)
check("the graph is there", len(train.Graph().node) > 10)
settings = json.loads((RUN / "settings.json").read_text())
shown = strings(train, "settings")[0].decode()
check("the settings are all there",
      all("\n| %s |" % name in shown for name in settings if name != "format"))
picture(train, "samples")

if (RUN / "validation.csv").exists():
    validation = read("validation")
    scores = rows("validation.csv")
    for tag in ("loss", "accuracy"):
        points = curve(validation, tag)
        check("a score for each epoch", len(points) == len(scores))
        same("validation " + tag, {s: float(r[tag]) for s, r in zip(sorted(points), scores)}, points)

test = read("test")
figures = json.loads((RUN / "figures.json").read_text())
(accuracy,) = curve(test, "accuracy").values()
check("test accuracy as in figures.json", abs(accuracy - figures["accuracy"]) < 1e-6)
picture(test, "predictions")
picture(test, "confusion")

print("%d differ" % len(failures) if failures else "All is as the run's own files say.")
sys.exit(1 if failures else 0)
