#!/usr/bin/env python3
"""Asks a SavedModel about images by way of TensorFlow's C API, with no other TensorFlow loaded.

Use: c_api.py LIBRARY VERSION_FOLDER PIXELS HEIGHT WIDTH CHANNELS ANSWER

LIBRARY is libtensorflow_cc.so.2 or libtensorflow.so.2. PIXELS holds the bytes of the images one
after the other; ANSWER gets the probabilities as little-endian floats. The C API leaves signatures
to the caller, so the two operations are named here as the export names them.
"""
import ctypes
import math
import pathlib
import sys

FLOAT, UINT8 = 1, 4
POINTER = ctypes.c_void_p


class Output(ctypes.Structure):
    """TF_Output."""
    _fields_ = [("operation", POINTER), ("index", ctypes.c_int)]


class Api:
    """The functions of the C API that are used here, with their types."""

    def __init__(self, library):
        # The framework library beside it must be found by the one that is asked for.
        framework = pathlib.Path(library).with_name("libtensorflow_framework.so.2")
        if framework.exists():
            ctypes.CDLL(str(framework), ctypes.RTLD_GLOBAL)
        self._library = ctypes.CDLL(library)

    def __getattr__(self, name):
        function = getattr(self._library, "TF_" + name)
        function.restype = {"GetCode": ctypes.c_int, "Message": ctypes.c_char_p,
                            "Version": ctypes.c_char_p,
                            "TensorByteSize": ctypes.c_size_t}.get(name, POINTER)
        return function


def require(api, status, what):
    if api.GetCode(status):
        raise SystemExit(f"{what}: {api.Message(status).decode()}")


def tensor_of(api, pixels, shape):
    dimensions = (ctypes.c_int64 * len(shape))(*shape)
    tensor = POINTER(api.AllocateTensor(UINT8, dimensions, len(shape), ctypes.c_size_t(len(pixels))))
    ctypes.memmove(api.TensorData(tensor), pixels, len(pixels))
    return tensor


def main():
    library, folder, pixel_file, height, width, channels, answer_file = sys.argv[1:]
    api = Api(library)
    status = POINTER(api.NewStatus())
    graph = POINTER(api.NewGraph())
    options = POINTER(api.NewSessionOptions())
    tags = (ctypes.c_char_p * 1)(b"serve")
    session = POINTER(api.LoadSessionFromSavedModel(
        options, None, folder.encode(), tags, 1, graph, None, status))
    require(api, status, "load")

    def output(operation):
        found = api.GraphOperationByName(graph, operation.encode())
        if not found:
            raise SystemExit(f"there is no operation {operation}")
        return Output(found, 0)

    pixels = pathlib.Path(pixel_file).read_bytes()
    image = int(height), int(width), int(channels)
    images = tensor_of(api, pixels, (len(pixels) // math.prod(image), *image))
    answer = (POINTER * 1)()
    api.SessionRun(
        session, None,
        (Output * 1)(output("images")), (POINTER * 1)(images), 1,
        (Output * 1)(output("probabilities")), answer, 1,
        None, 0, None, status)
    require(api, status, "run")
    probabilities = POINTER(answer[0])
    pathlib.Path(answer_file).write_bytes(
        ctypes.string_at(api.TensorData(probabilities), api.TensorByteSize(probabilities)))
    print(api.Version().decode())


if __name__ == "__main__":
    main()
