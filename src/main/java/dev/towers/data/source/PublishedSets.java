package dev.towers.data.source;

import dev.towers.data.download.RemoteFile;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * The published data sets that have a word, an entry each. Lengths and checksums of CIFAR-100,
 * MNIST and Fashion-MNIST are those that TensorFlow Datasets has.
 */
final class PublishedSets {
  private static final String TORONTO = "https://www.cs.toronto.edu/~kriz/";
  private static final String CVDF = "https://storage.googleapis.com/cvdf-datasets/mnist/";
  private static final String ZALANDO =
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";

  static final PublishedSet CIFAR10 =
      new PublishedSet(
          "cifar10",
          Cifar10.NAME,
          List.of(
              file(
                  TORONTO + "cifar-10-binary.tar.gz",
                  170_052_171,
                  "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
          CifarArchive::read);

  static final PublishedSet CIFAR100 =
      new PublishedSet(
          "cifar100",
          Cifar100Files.NAME,
          List.of(
              file(
                  TORONTO + "cifar-100-binary.tar.gz",
                  168_513_733,
                  "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec")),
          CifarArchive::read);

  static final PublishedSet MNIST =
      new PublishedSet(
          "mnist",
          "MNIST",
          List.of(
              file(
                  CVDF + "train-images-idx3-ubyte.gz",
                  9_912_422,
                  "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
              file(
                  CVDF + "train-labels-idx1-ubyte.gz",
                  28_881,
                  "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
              file(
                  CVDF + "t10k-images-idx3-ubyte.gz",
                  1_648_877,
                  "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
              file(
                  CVDF + "t10k-labels-idx1-ubyte.gz",
                  4_542,
                  "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")),
          (folder, progress) -> new IdxFolder(folder).read("MNIST", IdxFolder.DIGITS));

  static final PublishedSet FASHION_MNIST =
      new PublishedSet(
          "fashion-mnist",
          "Fashion-MNIST",
          List.of(
              file(
                  ZALANDO + "train-images-idx3-ubyte.gz",
                  26_421_880,
                  "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
              file(
                  ZALANDO + "train-labels-idx1-ubyte.gz",
                  29_515,
                  "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
              file(
                  ZALANDO + "t10k-images-idx3-ubyte.gz",
                  4_422_102,
                  "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
              file(
                  ZALANDO + "t10k-labels-idx1-ubyte.gz",
                  5_148,
                  "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")),
          (folder, progress) -> new IdxFolder(folder).read("Fashion-MNIST", IdxFolder.FASHION));

  static final List<PublishedSet> ALL = List.of(CIFAR10, CIFAR100, MNIST, FASHION_MNIST);

  private PublishedSets() {}

  /** The set of that word. */
  static Optional<PublishedSet> named(String word) {
    return ALL.stream().filter(set -> set.word().equals(word)).findFirst();
  }

  private static RemoteFile file(String address, long bytes, String sha256) {
    return new RemoteFile(URI.create(address), bytes, sha256);
  }
}
