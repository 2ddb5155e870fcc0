"""What the scripts that compare have in common: which peers are here, programs that take turns on one
machine, and rows of Markdown about how long each took and how many times as long as Towers."""
import argparse
import math
import os
import pathlib
import platform
import statistics
import subprocess
import sys
from typing import NamedTuple

SCRIPTS = pathlib.Path(__file__).resolve().parent
JAR = SCRIPTS.parent / "target" / "train.jar"
TOWERS = ["java", "-jar", JAR]
CORES = len(os.sched_getaffinity(0))
THREADS = sorted({1, CORES})



def python(variable):
    """The Python that the environment names, also where a command runs in another folder."""
    named = os.environ.get(variable, "python3")
    return os.path.abspath(named) if os.sep in named else named


PYTORCH = python("PEER_PYTHON")
TENSORFLOW = python("PEER_TENSORFLOW")
DJL = ["java", "-jar", SCRIPTS / "peer" / "djl" / "target" / "quickstart-djl.jar"]

# What prints the version of each library, and fails where there is none.
LIBRARIES = {
    "pytorch": [PYTORCH, "-c", "import torch, torchvision; print('PyTorch', torch.__version__)"],
    "tensorflow": [TENSORFLOW, "-c", "import tensorflow; print('TensorFlow', tensorflow.__version__)"],
    "keras": [TENSORFLOW, "-c", "import tensorflow, keras; print('Keras', keras.__version__)"],
    "djl": [*DJL, "--version"],
}


class Peer(NamedTuple):
    """A program that does the same work with another library."""

    name: str
    library: str
    program: list


def script(name):
    return SCRIPTS / "peer" / name


def output_of(*command, **options):
    """Standard output; what the command says besides is shown only if it fails."""
    done = subprocess.run([str(word) for word in command], text=True, capture_output=True, **options)
    if done.returncode:
        sys.stderr.write(done.stderr)
        sys.exit(f"{' '.join(map(str, command))}: exit code {done.returncode}")
    return done.stdout


def require_jar():
    if not JAR.is_file():
        sys.exit(f"no {JAR}: build it with mvn package -DskipTests")


def present(peers):
    """The peers that were asked for and are here; says what takes part, and what is left out and why."""
    require_jar()
    asked = os.environ.get("PEERS", ",".join(LIBRARIES)).split(",")
    unknown = set(asked) - set(LIBRARIES)
    if unknown:
        sys.exit(f"PEERS: expected some of {','.join(LIBRARIES)}, found {','.join(sorted(unknown))}")
    versions = {}
    for library in dict.fromkeys(peer.library for peer in peers if peer.library in asked):
        try:
            done = subprocess.run([str(word) for word in LIBRARIES[library]], text=True,
                                  capture_output=True, check=True)
            versions[library] = done.stdout.strip()
        except (OSError, subprocess.CalledProcessError) as e:
            why = (getattr(e, "stderr", None) or str(e)).strip().splitlines()[-1]
            print(f"left out: {library} ({why})\n")
    towers = output_of(*TOWERS, "--version").strip()
    print(f"{CORES} cores of {processor()}, load {os.getloadavg()[0]:.1f}; "
          f"{', '.join([towers, *versions.values()])}\n", flush=True)
    return [peer for peer in peers if peer.library in versions]


def processor():
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.split(":")[1].strip()
    return platform.processor()


def take_turns(what, contenders, rounds):
    """Has each contender measure once a round, in the order given.

    contenders: by name, functions that return their figures as a dictionary
    returns: by name, a dictionary of the same keys with the figures of all rounds
    """
    figures = {name: {} for name in contenders}
    for number in range(1, rounds + 1):
        for name, measure in contenders.items():
            found = measure()
            for key, value in found.items():
                figures[name].setdefault(key, []).append(value)
            told = "; ".join(f"{key} {rounded(value)}" for key, value in found.items())
            print(f"{what}, round {number} of {rounds}, {name}: {told}", file=sys.stderr, flush=True)
    return figures


def print_heading(rounds):
    print(f"| median (least to most) of {rounds} | | | at its best with | times as long as Towers |\n"
          "| --- | --- | --- | --- | --- |", flush=True)


def print_rows(what, unit, figures):
    """A row for each contender, Towers first: what it took with the setting of the least median, and the
    ratios within the rounds.

    figures: by name and setting, a figure for each round, of which the least is the best
    """
    ours = None
    for name, settings in figures.items():
        setting = min(settings, key=lambda each: statistics.median(settings[each]))
        times = settings[setting]
        ours = ours or times
        ratio = "" if times is ours else spread([theirs / our for our, theirs in zip(ours, times)])
        print(f"| {what} | {name} | {spread(times)} {unit} | {setting} | {ratio} |", flush=True)
    return statistics.median(ours)


def spread(values):
    return f"{rounded(statistics.median(values))} ({rounded(min(values))} to {rounded(max(values))})"


def rounded(value):
    """With three digits, or all that are before the point."""
    digits = 2 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:,.{max(0, digits)}f}"


def arguments(explanation, place):
    """The folder that is named first, and how many rounds."""
    parser = argparse.ArgumentParser(
        description=explanation, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", metavar=place, type=folder)
    parser.add_argument("pairs", metavar="PAIRS", nargs="?", type=whole_number, default=7)
    options = parser.parse_args()
    return options.folder, options.pairs


def folder(name):
    path = pathlib.Path(name).resolve()
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"expected a folder, found {name}")
    return path


def whole_number(text):
    if not (text.isdecimal() and int(text) > 0):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, found {text}")
    return int(text)
