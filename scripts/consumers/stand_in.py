"""A stand-in for TensorFlow Serving: one model, answered by the rules of the server's own source.

Each rule names the file of TensorFlow Serving that it was read from. What is not there: batching,
versions side by side, labels, classify, regress, the columnar format of REST.
"""
import base64
import concurrent.futures
import contextlib
import http.server
import json
import pathlib
import re
import threading

import grpc
import tensorflow as tf
from tensorflow_serving.apis import (
    predict_pb2, prediction_log_pb2, prediction_service_pb2_grpc)

PREDICT_METHOD = "tensorflow/serving/predict"
WARM_UP_FILE = pathlib.Path("assets.extra", "tf_serving_warmup_requests")
MOST_WARM_UP_RECORDS = 1000


class Refused(Exception):
    """A request that the server would refuse."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code


def newest_version(base):
    """sources/storage_path/file_system_storage_path_source.cc: the children that are numbers, the
    largest of them; all others are passed over."""
    versions = {int(child.name): child for child in base.iterdir()
                if re.fullmatch(r"\s*[+-]?[0-9]+\s*", child.name)}
    return versions[max(versions)]


class Servable:
    """The newest version of a model, loaded with the tag "serve"."""

    def __init__(self, base):
        self.folder = newest_version(base)
        self._session = tf.compat.v1.Session(graph=tf.Graph())
        with self._session.graph.as_default():
            file = tf.compat.v1.saved_model.load(self._session, ["serve"], str(self.folder))
        self._signatures = file.signature_def

    def signature(self, request):
        """servables/tensorflow/predict_util.cc: RunPredict, VerifySignature."""
        key = request.model_spec.signature_name or "serving_default"
        if key not in self._signatures:
            raise Refused(grpc.StatusCode.FAILED_PRECONDITION,
                          f'Serving signature key "{key}" not found.')
        signature = self._signatures[key]
        if signature.method_name != PREDICT_METHOD:
            raise Refused(grpc.StatusCode.INTERNAL, f"method_name is {signature.method_name}")
        return signature

    def predict(self, request):
        """servables/tensorflow/predict_util.cc: PreProcessPrediction, PostProcessPredictionResult."""
        signature = self.signature(request)
        if set(request.inputs) != set(signature.inputs):
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT,
                          f"inputs are {sorted(request.inputs)}, not {sorted(signature.inputs)}")
        wanted = list(request.output_filter) or sorted(signature.outputs)
        if len(set(wanted)) < len(wanted) or not set(wanted) <= set(signature.outputs):
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT,
                          f"outputs {wanted} are not of {sorted(signature.outputs)}")
        feeds = {signature.inputs[name].name: tf.make_ndarray(value)
                 for name, value in request.inputs.items()}
        for name, value in request.inputs.items():
            if value.dtype != signature.inputs[name].dtype:
                raise Refused(grpc.StatusCode.INVALID_ARGUMENT, f"{name} is of another type")
        try:
            outputs = self._session.run([signature.outputs[name].name for name in wanted], feeds)
        except (tf.errors.InvalidArgumentError, ValueError) as problem:
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT, str(problem)) from problem
        response = predict_pb2.PredictResponse()
        response.model_spec.name = request.model_spec.name
        for name, value in zip(wanted, outputs):
            response.outputs[name].CopyFrom(
                tf.make_tensor_proto(value, tf.as_dtype(signature.outputs[name].dtype)))
        return response

    def warm_up(self):
        """servables/tensorflow/saved_model_warmup_util.cc: each record of the file is a
        PredictionLog whose request is run; returns pairs of request and response."""
        answered = []
        for record in tf.data.TFRecordDataset(str(self.folder / WARM_UP_FILE)):
            log = prediction_log_pb2.PredictionLog.FromString(record.numpy())
            if log.WhichOneof("log_type") != "predict_log":
                raise ValueError(f"a warm-up request of the type {log.WhichOneof('log_type')}")
            request = log.predict_log.request
            answered.append((request, self.predict(request)))
        if not 1 <= len(answered) <= MOST_WARM_UP_RECORDS:
            raise ValueError(f"{len(answered)} warm-up requests")
        return answered


class GrpcEndpoint(prediction_service_pb2_grpc.PredictionServiceServicer):
    """tensorflow.serving.PredictionService, the method Predict alone."""

    def __init__(self, servable, name):
        self._servable = servable
        self._name = name

    def Predict(self, request, context):
        if request.model_spec.name != self._name:
            context.abort(grpc.StatusCode.NOT_FOUND,
                          f"Servable not found for request: Latest({request.model_spec.name})")
        try:
            return self._servable.predict(request)
        except Refused as problem:
            context.abort(problem.code, str(problem))


@contextlib.contextmanager
def open_grpc(servable, name):
    """Serves on a free port of this machine; gives host:port."""
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(2))
    prediction_service_pb2_grpc.add_PredictionServiceServicer_to_server(
        GrpcEndpoint(servable, name), server)
    port = server.add_insecure_port("127.0.0.1:0")
    server.start()
    try:
        yield f"127.0.0.1:{port}"
    finally:
        server.stop(None).wait()


def value_of(json_value):
    """util/json_tensor.cc, IsValBase64Object: an object with the one key b64 is bytes."""
    if isinstance(json_value, dict):
        if list(json_value) != ["b64"] or not isinstance(json_value["b64"], str):
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT, "an object that is not base64")
        return base64.b64decode(json_value["b64"], validate=True)
    return json_value


def request_of(body, servable):
    """g3doc/api_rest.md, "Predict API", row format: each instance names every input."""
    page = json.loads(body)
    if not isinstance(page, dict) or not set(page) <= {"signature_name", "instances"}:
        raise Refused(grpc.StatusCode.INVALID_ARGUMENT, "not an object of the row format")
    request = predict_pb2.PredictRequest()
    request.model_spec.signature_name = page.get("signature_name", "")
    rows = page.get("instances")
    if not isinstance(rows, list) or not rows:
        raise Refused(grpc.StatusCode.INVALID_ARGUMENT, "instances is no list with rows")
    for name, tensor in servable.signature(request).inputs.items():
        try:
            column = [value_of(row[name]) for row in rows]
        except (KeyError, TypeError) as problem:
            raise Refused(grpc.StatusCode.INVALID_ARGUMENT, f"a row without {name}") from problem
        request.inputs[name].CopyFrom(tf.make_tensor_proto(column, tf.as_dtype(tensor.dtype)))
    if any(set(row) != set(request.inputs) for row in rows):
        raise Refused(grpc.StatusCode.INVALID_ARGUMENT, "a row with another input")
    return request


def page_of(response):
    """The answer in row format; strings are base64 only where the output's name ends in _bytes."""
    def told(name, value):
        if isinstance(value, list):
            return [told(name, element) for element in value]
        if isinstance(value, bytes):
            return ({"b64": base64.b64encode(value).decode()} if name.endswith("_bytes")
                    else value.decode())
        return value
    columns = {name: told(name, tf.make_ndarray(tensor).tolist())
               for name, tensor in response.outputs.items()}
    return {"predictions": [dict(zip(columns, row)) for row in zip(*columns.values())]}


@contextlib.contextmanager
def open_rest(servable, name):
    """Serves on a free port of this machine; gives the URL of the model."""
    path = f"/v1/models/{name}"

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                if self.path not in (f"{path}:predict",
                                     f"{path}/versions/{servable.folder.name}:predict"):
                    raise Refused(grpc.StatusCode.NOT_FOUND, f"Malformed request: POST {self.path}")
                code, page = 200, page_of(servable.predict(request_of(body, servable)))
            except (Refused, ValueError) as problem:
                missing = getattr(problem, "code", None) == grpc.StatusCode.NOT_FOUND
                code, page = 404 if missing else 400, {"error": str(problem)}
            answer = json.dumps(page).encode()
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_arguments):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
