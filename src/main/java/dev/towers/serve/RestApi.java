package dev.towers.serve;

import dev.towers.InputException;
import dev.towers.Output;
import dev.towers.files.Reason;
import java.util.List;
import java.util.Locale;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TensorFlowException;

/** TensorFlow Serving's REST interface to one model: from a path and a text to a reply. */
final class RestApi {
  private final ServedModel model;
  private final Answerer answerer;
  private final QuestionReader reader;
  private final Output output;

  RestApi(ServedModel model, Answerer answerer, Limits limits, Output output) {
    this.model = model;
    this.answerer = answerer;
    this.reader = new QuestionReader(model.classifier().shape(), limits);
    this.output = output;
  }

  /**
   * Answers what needs no body.
   *
   * @throws Refusal if there is no such model, or no such call
   */
  Reply get(RestPath path) {
    model.require(path);
    return switch (path.call()) {
      case STATUS -> Facts.status(model);
      case METADATA -> Facts.metadata(model);
      case PREDICT, CLASSIFY, REGRESS -> throw new IllegalArgumentException(path.toString());
    };
  }

  /**
   * Sees whether a call may bring its body.
   *
   * @throws Refusal if there is no such model, or if it does not answer that call
   */
  void requireAnswer(RestPath path) {
    model.require(path);
    if (path.call() != RestPath.Call.PREDICT) {
      String kind = path.call() == RestPath.Call.CLASSIFY ? "classification" : "regression";
      String call = path.call().name().toLowerCase(Locale.ROOT);
      throw Refusal.invalid(
          "Expected %s signature method_name to be tensorflow/serving/%s. Was:"
              + " tensorflow/serving/predict",
          kind, call);
    }
  }

  /** Answers a question, or says why not. */
  Reply predict(Body.Text text) {
    try {
      Question question = reader.read(text);
      List<float[]> rows = answerer.answer(question.images());
      return Answers.of(question, rows, model.classifier().classNames());
    } catch (Refusal e) {
      return Reply.error(e.status(), e.getMessage());
    } catch (InputException e) { // a model that takes no files
      return Reply.error(400, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Reply.error(503, "the server is stopping");
    } catch (TFResourceExhaustedException e) {
      return Reply.error(429, Reason.of(e));
    } catch (OutOfMemoryError e) {
      output.warn("a request was not answered: " + Reason.of(e));
      return Reply.error(503, "there is not enough memory for this request");
    } catch (TensorFlowException e) {
      output.warn("a request was not answered: " + Reason.of(e));
      return Reply.error(500, Reason.of(e));
    } catch (RuntimeException e) {
      output.warn("a request was not answered, which should not happen: " + e);
      return Reply.error(500, "this should not happen: " + e);
    }
  }
}
