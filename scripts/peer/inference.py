#!/usr/bin/env python3
"""Times TensorFlow for Python on an exported model: the peer of "train.jar bench-model", which see.
Needs tensorflow and numpy; Towers itself never does.

Use: inference.py EXPORT_FOLDER [--api signature|session] [--batch-sizes 1,32,512] [--seconds 3]
                  [--threads N]

EXPORT_FOLDER holds version folders; the newest is taken. "--api signature" is tf.saved_model.load
and a call of the signature, the usual way, which computes all outputs of the signature;
"--api session" is a call of tf.compat.v1.Session that is made ready once, fetches the probabilities
alone and runs in the thread that asks: private, and the quickest way. Either starts from a NumPy
array and ends with one.
"""
import argparse
import json
import os
import pathlib
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf
from tensorflow.core.protobuf import config_pb2


def signature_call(folder, _threads):
    model = tf.saved_model.load(folder)
    signature = model.signatures["serving_default"]
    answer = lambda images: signature(images=tf.constant(images))["probabilities"].numpy()
    return answer, signature.structured_input_signature[1]["images"].shape[1:], model


def session_call(folder, threads):
    config = tf.compat.v1.ConfigProto(
        intra_op_parallelism_threads=threads, inter_op_parallelism_threads=threads)
    session = tf.compat.v1.Session(graph=tf.Graph(), config=config)
    with session.graph.as_default():
        file = tf.compat.v1.saved_model.load(session, ["serve"], folder)
    signature = file.signature_def["serving_default"]
    images = signature.inputs["images"]
    call = session._make_callable_from_options(config_pb2.CallableOptions(
        feed=[images.name], fetch=[signature.outputs["probabilities"].name],
        run_options=config_pb2.RunOptions(inter_op_thread_pool=-1)))
    shape = [dimension.size for dimension in images.tensor_shape.dim[1:]]
    return lambda batch: call(batch)[0], shape, session


def ask(answer, images, seconds):
    millis = []
    end = time.perf_counter() + seconds
    while not millis or time.perf_counter() < end:
        start = time.perf_counter()
        answer(images)
        millis.append((time.perf_counter() - start) * 1000)
    return millis


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export_folder", type=pathlib.Path)
    parser.add_argument("--api", choices=["signature", "session"], default="signature")
    parser.add_argument("--batch-sizes", default="1,32,512")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)

    versions = [path for path in options.export_folder.iterdir() if path.name.isdigit()]
    folder = str(max(versions, key=lambda path: int(path.name)))
    open_call = signature_call if options.api == "signature" else session_call
    answer, shape, _owner = open_call(folder, options.threads)
    results = []
    for size in map(int, options.batch_sizes.split(",")):
        images = np.random.default_rng(0).integers(0, 256, (size, *shape), np.uint8)
        ask(answer, images, options.seconds / 2)
        millis = ask(answer, images, options.seconds)
        median = float(np.median(millis))
        results.append({
            "batch": size, "answers": len(millis), "images_per_second": size / median * 1000,
            "millis_median": median, "millis_p90": float(np.percentile(millis, 90))})
    print(json.dumps({"tensorflow": tf.__version__, "api": options.api,
                      "threads": options.threads, "results": results}))


if __name__ == "__main__":
    main()
