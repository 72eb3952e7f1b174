package io.qklm.kg.store.repository.s3;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * Puts files into a bucket: one request up to 64 MiB, with the SHA-256 for the server to check,
 * else parts, each of which the SDK gives a checksum and sends again when it fails.
 */
final class S3Uploads {

  /** Ten thousand parts of it are 640 GiB. */
  static final int PART_BYTES = 64 << 20;

  private final S3Client client;
  private final String bucket;
  private final int partBytes;

  S3Uploads(S3Client client, String bucket) {
    this(client, bucket, PART_BYTES);
  }

  S3Uploads(S3Client client, String bucket, int partBytes) {
    this.client = client;
    this.bucket = bucket;
    this.partBytes = partBytes;
  }

  void put(String key, Path file, String sha256) throws IOException {
    if (Files.size(file) <= partBytes) {
      String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
      client.putObject(
          r -> r.bucket(bucket).key(key).checksumSHA256(checksum), RequestBody.fromFile(file));
      return;
    }
    String upload = client.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    try {
      List<CompletedPart> parts = parts(key, file, upload);
      client.completeMultipartUpload(
          r -> r.bucket(bucket).key(key).uploadId(upload).multipartUpload(all -> all.parts(parts)));
    } catch (IOException | RuntimeException e) {
      abort(key, upload, e);
      throw e;
    }
  }

  private List<CompletedPart> parts(String key, Path file, String upload) throws IOException {
    List<CompletedPart> parts = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer buffer = ByteBuffer.allocate(partBytes);
      for (int number = 1; fill(channel, buffer) > 0; number++) {
        int part = number;
        String tag =
            client
                .uploadPart(
                    r -> r.bucket(bucket).key(key).uploadId(upload).partNumber(part),
                    RequestBody.fromRemainingByteBuffer(buffer))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(part).eTag(tag).build());
      }
    }
    return parts;
  }

  private static int fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer);
    }
    buffer.flip();
    return buffer.remaining();
  }

  /** Parts that stay cost money; a bucket's rule for unfinished uploads removes what stays here. */
  private void abort(String key, String upload, Exception cause) {
    try {
      client.abortMultipartUpload(r -> r.bucket(bucket).key(key).uploadId(upload));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
