package dev.towers.hostile;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.stream.ImageOutputStream;

/** Image files of noise, of every kind that has a way of its own through a decoder. */
public final class EncodedSamples {
  private static final int SIGNATURE_BYTES = 8;
  private static final int HEAD_BYTES = 120;

  private EncodedSamples() {}

  /** PNG and JPEG, plain, interlaced or progressive, of several color types. */
  public static List<byte[]> pngAndJpeg(int width, int height) throws IOException {
    List<byte[]> files = new ArrayList<>();
    for (int type :
        new int[] {
          BufferedImage.TYPE_INT_RGB,
          BufferedImage.TYPE_INT_ARGB,
          BufferedImage.TYPE_BYTE_GRAY,
          BufferedImage.TYPE_USHORT_GRAY,
          BufferedImage.TYPE_BYTE_INDEXED,
          BufferedImage.TYPE_BYTE_BINARY
        }) {
      files.add(encode("png", noise(type, width, height), false));
    }
    files.add(encode("png", noise(BufferedImage.TYPE_INT_RGB, width, height), true));
    for (boolean progressive : new boolean[] {false, true}) {
      files.add(encode("jpeg", noise(BufferedImage.TYPE_INT_RGB, width, height), progressive));
      files.add(encode("jpeg", noise(BufferedImage.TYPE_BYTE_GRAY, width, height), progressive));
    }
    return files;
  }

  /** A JPEG of cyan, magenta, yellow and black. */
  public static byte[] cmyk(int width, int height) throws IOException {
    WritableRaster inks =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
    Random random = new Random(1);
    for (int i = 0; i < width * height * 4; i++) {
      inks.setSample(i / 4 % width, i / 4 / width, i % 4, random.nextInt(256));
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(inks, null, null), null);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  /** The other two that TensorFlow decodes. */
  public static List<byte[]> gifAndBmp(int width, int height) throws IOException {
    return List.of(
        encode("gif", noise(BufferedImage.TYPE_BYTE_INDEXED, width, height), false),
        encode("gif", noise(BufferedImage.TYPE_BYTE_INDEXED, width, height), true),
        encode("bmp", noise(BufferedImage.TYPE_INT_RGB, width, height), false),
        encode("bmp", noise(BufferedImage.TYPE_BYTE_INDEXED, width, height), false));
  }

  /** One of them, damaged; half of the damaged PNGs have checksums that are right. */
  public static byte[] damaged(List<byte[]> files, Random random) {
    byte[] file = Mutation.of(files.get(random.nextInt(files.size())), HEAD_BYTES, random);
    return random.nextBoolean() ? withChecksums(file) : file;
  }

  /** A PNG whose chunks have the checksums of what is in them; anything else as it is. */
  static byte[] withChecksums(byte[] file) {
    ByteBuffer png = ByteBuffer.wrap(file.clone());
    if (file.length < SIGNATURE_BYTES || png.getInt(0) != 0x89504e47) {
      return file;
    }
    int at = SIGNATURE_BYTES;
    while (file.length - at >= 12) {
      int length = png.getInt(at);
      if (length < 0 || length > file.length - at - 12) {
        break;
      }
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, 4 + length);
      png.putInt(at + 8 + length, (int) crc.getValue());
      at += 12 + length;
    }
    return png.array();
  }

  /**
   * The PNG signature and its first chunks, whatever they are, with the right checksums.
   *
   * @param chunks the name of each and what is in it, in turn
   */
  public static byte[] png(Object... chunks) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    for (int i = 0; i < chunks.length; i += 2) {
      byte[] content = (byte[]) chunks[i + 1];
      ByteBuffer chunk = ByteBuffer.allocate(12 + content.length);
      chunk.putInt(content.length).put(((String) chunks[i]).getBytes()).put(content);
      out.writeBytes(chunk.array());
    }
    return withChecksums(out.toByteArray());
  }

  /** The content of the chunk IHDR of an 8-bit image. */
  public static byte[] pngHeader(int width, int height, int colorType) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put(new byte[] {8, (byte) colorType, 0, 0, 0})
        .array();
  }

  private static BufferedImage noise(int type, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, type);
    Random random = new Random(type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, random.nextInt());
      }
    }
    return image;
  }

  private static byte[] encode(String format, BufferedImage image, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      ImageWriteParam options = writer.getDefaultWriteParam();
      if (progressive) {
        options.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      IIOMetadata metadata =
          writer.getDefaultImageMetadata(
              ImageTypeSpecifier.createFromRenderedImage(image), options);
      writer.write(null, new IIOImage(image, null, metadata), options);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
