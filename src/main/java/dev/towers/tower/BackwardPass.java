package dev.towers.tower;

import dev.towers.graph.NarrowConvolution;
import dev.towers.graph.Parameter;
import dev.towers.graph.Pass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.types.TFloat32;

/**
 * The gradients of a tower's loss: by the rules of the ops, but for kernels whose gradient a {@link
 * NarrowConvolution} computes faster.
 */
final class BackwardPass {
  private final Map<Output<?>, NarrowConvolution> byKernel = new HashMap<>();

  private BackwardPass(Tower tower, Pass pass) {
    if (tower.device().kind() == Device.Kind.CPU) {
      for (NarrowConvolution convolution : pass.convolutions()) {
        if (convolution.isOfNarrowImages() && pass.isReadOnce(convolution.kernel())) {
          byKernel.put(convolution.kernel().asOutput(), convolution);
        }
      }
    }
  }

  /**
   * Adds it to the graph.
   *
   * @param pass of the forward pass
   * @param loss of the tower, a scalar
   * @param root the gradient that the loss has
   * @param trained what to differentiate by
   * @return for each trained parameter the gradient, in its shape
   */
  static List<Operand<TFloat32>> create(
      Graph graph,
      Tower tower,
      Pass pass,
      Operand<TFloat32> loss,
      Operand<TFloat32> root,
      List<Parameter> trained) {
    return new BackwardPass(tower, pass).create(graph, tower, loss, root, variables(pass, trained));
  }

  private List<Operand<TFloat32>> create(
      Graph graph,
      Tower tower,
      Operand<TFloat32> loss,
      Operand<TFloat32> root,
      List<Output<?>> variables) {
    List<Output<?>> asked = new ArrayList<>();
    for (Output<?> variable : variables) {
      NarrowConvolution convolution = byKernel.get(variable);
      asked.add(convolution == null ? variable : convolution.output().asOutput());
    }
    Output<?>[] answers =
        graph.addGradients(
            tower.gradientScope(),
            new Output<?>[] {loss.asOutput()},
            asked.toArray(Output<?>[]::new),
            new Output<?>[] {root.asOutput()});
    List<Operand<TFloat32>> gradients = new ArrayList<>();
    for (int i = 0; i < answers.length; i++) {
      NarrowConvolution convolution = byKernel.get(variables.get(i));
      gradients.add(
          convolution == null
              ? answers[i].expect(TFloat32.class)
              : convolution.kernelGradient(tower.backward(), answers[i]));
    }
    return gradients;
  }

  private static List<Output<?>> variables(Pass pass, List<Parameter> trained) {
    List<Output<?>> variables = new ArrayList<>();
    for (Parameter parameter : trained) {
      variables.add(pass.read(parameter.variable()).asOutput());
    }
    return variables;
  }
}
