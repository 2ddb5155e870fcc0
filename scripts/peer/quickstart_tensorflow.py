#!/usr/bin/env python3
"""Times a training step and an evaluation of the quick-start in TensorFlow for Python, on images of noise
in memory. Needs tensorflow and numpy; Towers itself never does.

Use: quickstart_tensorflow.py sessions|keras BATCH_SIZE [--steps 60] [--threads N] [--evaluate] [--xla]

"sessions" is a graph of tf.compat.v1: a step begins with arrays of NumPy and ends with the loss as a Python
number, asked for by Session.run, or by a call that is made ready once. "keras" is fit and evaluate of a
Keras model on batches that tf.data keeps in memory, with one step to a call and with several; "--xla" tries
XLA too, which "auto" leaves out where there is no GPU, and which is several times as slow here.
Prints the median milliseconds of a step for each setting as JSON.
"""
import argparse
import itertools
import json
import math
import os
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
# A convolution would else build the primitive of its filter gradient anew in each step.
os.environ.setdefault("TF_MKL_OPTIMIZE_PRIMITIVE_MEMUSE", "false")

import keras
import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import config_pb2

PARAMETERS = 62_006
LEARNING_RATE, MOMENTUM = 0.001, 0.9
TURN = 5
EPOCHS = 5
BATCHES = 32  # the same batch for thousands of steps would end in gradients too small to be normal


def noise(batch_size):
    """Images, [batches, batch_size, 32, 32, 3], and their labels."""
    generator = np.random.default_rng(0)
    shape = (max(2, BATCHES // (1 + batch_size // 64)), batch_size)
    return (generator.random((*shape, 32, 32, 3), np.float32) * 2 - 1,
            generator.integers(0, 10, shape, np.int32))


def require_parameters(shapes):
    count = sum(map(math.prod, shapes))
    assert count == PARAMETERS, f"{count} parameters"


def require_fall(first, last):
    assert last < first, f"the loss went from {first} to {last}"


class Graph:
    """The network with its update, and a session that asks for them."""

    def __init__(self, threads):
        config = tf.compat.v1.ConfigProto(
            intra_op_parallelism_threads=threads, inter_op_parallelism_threads=threads)
        # A thread that is alone is quickest where it is not woken for each step.
        self.options = config_pb2.RunOptions(inter_op_thread_pool=-1 if threads == 1 else 0)
        self.variables = []
        with tf.Graph().as_default() as graph:
            tf.compat.v1.set_random_seed(0)
            self.images = tf.compat.v1.placeholder(tf.float32, [None, 32, 32, 3])
            self.labels = tf.compat.v1.placeholder(tf.int32, [None])
            logits = self.network(self.images)
            require_parameters(variable.shape.as_list() for variable in self.variables)
            self.loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(
                labels=self.labels, logits=logits))
            self.update = tf.compat.v1.train.MomentumOptimizer(LEARNING_RATE, MOMENTUM).minimize(self.loss)
            self.correct = tf.math.count_nonzero(tf.equal(tf.argmax(logits, 1, tf.int32), self.labels))
            self.session = tf.compat.v1.Session(graph=graph, config=config)
            self.session.run(tf.compat.v1.global_variables_initializer())

    def network(self, x):
        x = tf.nn.max_pool2d(tf.nn.relu(self.convolution(x, 3, 6)), 2, 2, "VALID")
        x = tf.nn.max_pool2d(tf.nn.relu(self.convolution(x, 6, 16)), 2, 2, "VALID")
        x = tf.reshape(x, [-1, 400])
        x = tf.nn.relu(self.linear(x, 400, 120))
        x = tf.nn.relu(self.linear(x, 120, 84))
        return self.linear(x, 84, 10)

    def convolution(self, x, inputs, outputs):
        kernel = self.variable([5, 5, inputs, outputs], 25 * inputs)
        return tf.nn.bias_add(tf.nn.conv2d(x, kernel, 1, "VALID"), self.variable([outputs], 25 * inputs))

    def linear(self, x, inputs, outputs):
        return tf.nn.bias_add(
            tf.matmul(x, self.variable([inputs, outputs], inputs)), self.variable([outputs], inputs))

    def variable(self, shape, fan_in):
        bound = 1 / math.sqrt(fan_in)
        variable = tf.compat.v1.Variable(tf.random.uniform(shape, -bound, bound), use_resource=True)
        self.variables.append(variable)
        return variable

    def session_run(self, fetch, *targets):
        fetches, options = [fetch, *targets], self.options
        return lambda images, labels: self.session.run(
            fetches, {self.images: images, self.labels: labels}, options)[0]

    def ready_call(self, fetch, *targets):
        """What Session.run does without looking at its arguments: private, and what Keras 2 took."""
        call = self.session._make_callable_from_options(config_pb2.CallableOptions(
            feed=[self.images.name, self.labels.name], fetch=[fetch.name],
            target=[target.name for target in targets], run_options=self.options))
        return lambda images, labels: call(images, labels)[0]


def sessions(options):
    batches = list(zip(*noise(options.batch_size)))
    calls = {}
    for name, way in {"Session.run": Graph.session_run, "ready call": Graph.ready_call}.items():
        graph = Graph(options.threads)
        targets = [graph.correct] if options.evaluate else [graph.loss, graph.update]
        calls[name] = way(graph, *targets)
    millis = {name: [] for name in calls}
    answers = {name: [] for name in calls}
    feeds = {name: itertools.cycle(batches) for name in calls}
    for turn, name in itertools.product(range(1 + math.ceil(options.steps / TURN)), calls):
        for lap in range(TURN + 1):
            start = time.perf_counter()
            answers[name].append(float(calls[name](*next(feeds[name]))))
            if turn > 0 and lap > 0:
                millis[name].append((time.perf_counter() - start) * 1000)
    for losses in answers.values():
        if not options.evaluate and len(losses) >= 2 * len(batches):
            require_fall(sum(losses[:len(batches)]), sum(losses[-len(batches):]))
    return {name: statistics.median(times) for name, times in millis.items()}


class Stopwatch(keras.callbacks.Callback):
    """The seconds of each epoch of training and of each evaluation."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_epoch_begin(self, epoch, logs=None):
        self.start = time.perf_counter()

    def on_epoch_end(self, epoch, logs=None):
        self.seconds.append(time.perf_counter() - self.start)

    def on_test_begin(self, logs=None):
        self.start = time.perf_counter()

    def on_test_end(self, logs=None):
        self.seconds.append(time.perf_counter() - self.start)


def keras_model():
    layers = keras.layers

    def start(fan_in):
        bound = 1 / math.sqrt(fan_in)
        return {name: keras.initializers.RandomUniform(-bound, bound)
                for name in ("kernel_initializer", "bias_initializer")}

    model = keras.Sequential([
        keras.Input((32, 32, 3)),
        layers.Conv2D(6, 5, activation="relu", **start(75)), layers.MaxPooling2D(),
        layers.Conv2D(16, 5, activation="relu", **start(150)), layers.MaxPooling2D(),
        layers.Flatten(),
        layers.Dense(120, activation="relu", **start(400)),
        layers.Dense(84, activation="relu", **start(120)),
        layers.Dense(10, **start(84))])
    require_parameters(variable.shape for variable in model.trainable_variables)
    return model


def keras_millis(batches, steps, evaluates, jit_compile, together):
    """The median of EPOCHS epochs of so many steps, after one that compiles."""
    model = keras_model()
    model.compile(
        optimizer=keras.optimizers.SGD(LEARNING_RATE, momentum=MOMENTUM),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"] if evaluates else [], jit_compile=jit_compile, steps_per_execution=together)
    data = tf.data.Dataset.from_tensor_slices(batches).cache().repeat().prefetch(tf.data.AUTOTUNE)
    stopwatch = Stopwatch()
    if evaluates:
        for _ in range(1 + EPOCHS):
            model.evaluate(data, steps=steps, verbose=0, callbacks=[stopwatch])
    else:
        losses = model.fit(data, steps_per_epoch=steps, epochs=1 + EPOCHS, verbose=0,
                           callbacks=[stopwatch]).history["loss"]
        require_fall(losses[0], losses[-1])
    return statistics.median(stopwatch.seconds[1:]) / steps * 1000


def keras_fit(options):
    keras.utils.set_random_seed(0)
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    batches = noise(options.batch_size)
    together = len(batches[1])
    steps = math.ceil(options.steps / together) * together
    compilations = {"": False, "XLA, ": True} if options.xla else {"": False}
    return {
        f"{name}{count} to a call": keras_millis(batches, steps, options.evaluate, jit_compile, count)
        for (name, jit_compile), count in itertools.product(compilations.items(), (1, together))}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("way", choices=["sessions", "keras"])
    parser.add_argument("batch_size", type=int)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--evaluate", action="store_true")
    parser.add_argument("--xla", action="store_true")
    options = parser.parse_args()
    measure = {"sessions": sessions, "keras": keras_fit}[options.way]
    print(json.dumps(measure(options)))


if __name__ == "__main__":
    main()
