package dev.towers.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An option that is wrong whatever files there are gets one line, exit code 2, and leaves nothing.
 */
class WrongOptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          train extra | Unmatched argument
          --batch-size 2.5 | '2.5' is not an int
          --epochs 0 | --epochs takes a whole number of at least 1, not 0
          --learning-rate fast | 'fast' is not a double
          --learning-rate -0.1 | --learning-rate takes a number above 0
          --momentum 1 | --momentum takes a number from 0 to below 1
          --threads -1 | --threads takes a whole number
          --log-every -1 | --log-every takes a whole number, 0 for a line an epoch, not -1
          --validation 1 | --validation takes a number from 0 to below 1
          --validation 0.99999 --data sample | --validation 0.99999 holds out 436 of the 436
          --keep all | --keep takes best, last
          --patience 3 --data sample | --patience 3 waits for scores of validation, and there is none: add --validation
          --muon 0.05 --data sample | --muon keeps kernels at one norm, so it expects a network with batch normalization behind each convolution, and quickstart has none: choose another --network, or leave --muon out
          --patience -1 | --patience takes a whole number
          --shift 32 --data sample | --shift 32 moves images out of sight
          --flip sometimes | --flip takes none, random, alternate
          --tta crop | --tta takes none, mirror
          --precision half | --precision takes float32, bfloat16, auto
          --offset-rate 0 | --offset-rate takes a number above 0
          --schedule up | --schedule takes constant
          --freeze conv9* --data sample | --freeze 'conv9*' names no variable
          --network convgroups-0-1-1 | there is no network
          --network alexnet | there is no network 'alexnet'
          --recipe fast | there is no recipe 'fast'
          --devices cpu:0 | --devices cpu:N makes 1 to 64 virtual CPU devices, not 0
          --devices cpu:1,gpu:0 | --devices takes auto
          --devices gpu:0,0 | --devices gpu:0,0
          --devices tpu | --devices takes auto
          --cluster host | --cluster takes host:port, one for each worker
          --cluster a:1,a:1 | --cluster names a:1 twice
          --step-timeout 0 | --step-timeout takes a whole number from 1
          worker --cluster 127.0.0.1:2222 --task 1 --trust-network | --task takes 0 to 0
          worker --cluster 127.0.0.1 --trust-network | --cluster takes host:port
          --image-size 0 | --image-size takes a side in pixels such as 32
          --image-size 100000 | --image-size takes a side in pixels such as 32
          --fit squash | --fit takes stretch, crop, pad
          --data sample --image-size 64 | --image-size is for image folders
          --data sample --export M\\1 | --export: expected a path without [ and \\
          --learning-rate 1e-60 | --learning-rate takes a number above 0
          --threads 100000 | --threads takes a whole number from 0 to 1,024
          --resume | --resume needs --run DIR
          --checkpoint-every -1 | --checkpoint-every takes a whole number of steps
          --keep-versions -1 | --keep-versions takes a whole number
          evaluate | Missing required option: '--model=DIR'
          frobnicate | the verbs are train, evaluate
          --learning-rate NaN | --learning-rate takes a number above 0
          --init-from missing --data sample | --init-from takes a SavedModel
          worker --cluster 192.0.2.1:2222 --trust-network | cannot listen on 192.0.2.1:2222
          --data missing | missing
          --data sample --run s3://bucket/run | copy it here first
          --data sample --export ~/models | in which your shell has left the ~
          --data ~/images | in which your shell has left the ~
          evaluate --model gs://bucket | copy it here first
          samples --data sample --out file:///grid.png | leave out what stands before
          --resume --run missing | 'missing' has none
          evaluate --model missing | 'missing' does not exist
          samples --data missing | missing
          samples --data fashion_mnist | expected auto, cifar10, cifar100, mnist, fashion-mnist, built-in, sample or
          """)
  void isToldInOneLine(String arguments, String expected) throws Exception {
    List<Path> before = everythingHere();
    InProcess outcome = InProcess.run(arguments.split(" "));
    assertEquals(1, outcome.err().size(), outcome.err()::toString);
    String line = outcome.err().get(0);
    assertTrue(line.startsWith("error: ") && line.contains(expected), line);
    assertEquals(List.of(), outcome.out());
    assertEquals(2, outcome.exitCode());
    assertEquals(before, everythingHere());
  }

  /** Where a run, a model or a picture would go. */
  private static List<Path> everythingHere() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(""))) {
      return files.sorted().toList();
    }
  }
}
