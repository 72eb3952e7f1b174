package io.qklm.kg.store.repository.s3;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.repository.LeaseLock;
import io.qklm.kg.store.repository.ObjectKeys;
import io.qklm.kg.store.repository.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects of a bucket below a prefix. Credentials and region come from the SDK's default chains. A
 * write is one request, or one completed multipart upload, so an object is seen whole; creating
 * asks {@code If-None-Match: *}, and {@link LeaseLock} makes the lock of it.
 */
final class S3Store implements ObjectStore {

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;
  private static final int BUFFER_BYTES = 1 << 20;

  private final S3Address address;
  private final S3Client client;
  private final S3Uploads uploads;

  private S3Store(S3Address address, S3Client client) {
    this.address = address;
    this.client = client;
    this.uploads = new S3Uploads(client, address.bucket());
  }

  /**
   * Opens the store.
   *
   * @throws IOException if the bucket is not there or may not be read
   */
  static S3Store open(S3Address address) throws IOException {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .forcePathStyle(address.pathStyle());
    address.endpoint().ifPresent(builder::endpointOverride);
    address.region().map(Region::of).ifPresent(builder::region);
    S3Client client;
    try {
      client = builder.build();
    } catch (SdkException e) {
      throw new IOException(
          address + " cannot be opened: " + e.getMessage() + "; add ?region=NAME to the address",
          e);
    }
    S3Store store = new S3Store(address, client);
    try {
      store.ask("", () -> client.headBucket(request -> request.bucket(address.bucket())));
      return store;
    } catch (NoSuchFileException e) {
      client.close();
      throw new IOException("there is no bucket " + address.bucket() + "; make it first", e);
    } catch (IOException | RuntimeException e) {
      client.close();
      throw e;
    }
  }

  @Override
  public String place() {
    return address.toString();
  }

  private String key(String key) {
    return address.prefix() + ObjectKeys.checked(key);
  }

  /** Sends a request; {@link NoSuchFileException} for what is not there. */
  private <T> T ask(String key, Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        throw new NoSuchFileException(address + "/" + key);
      }
      throw failure(e);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  private IOException failure(SdkException e) {
    return new IOException(address + " cannot be used: " + e.getMessage(), e);
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    String full = key(key);
    try {
      return Optional.of(
          ask(key, () -> client.headObject(r -> r.bucket(address.bucket()).key(full)))
              .contentLength());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<byte[]> read(String key) throws IOException {
    String full = key(key);
    try {
      return Optional.of(
          ask(key, () -> client.getObjectAsBytes(r -> r.bucket(address.bucket()).key(full)))
              .asByteArrayUnsafe());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void write(String key, byte[] bytes) throws IOException {
    String full = key(key);
    ask(
        key,
        () ->
            client.putObject(
                r -> r.bucket(address.bucket()).key(full), RequestBody.fromBytes(bytes)));
  }

  /** A repeated request may find its own first try: what is there tells. */
  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    String full = key(key);
    try {
      client.putObject(
          r -> r.bucket(address.bucket()).key(full).ifNoneMatch("*"), RequestBody.fromBytes(bytes));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONFLICT) {
        throw failure(e);
      }
      return read(key).filter(there -> Arrays.equals(there, bytes)).isPresent();
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public void upload(String key, Path file, String sha256) throws IOException {
    String full = key(key);
    if (!Sha256.hexOf(file).equals(sha256)) {
      throw new IOException(
          file
              + " does not have the SHA-256 its manifest says; it was altered or damaged and is"
              + " not published, build the snapshot again");
    }
    try {
      uploads.put(full, file, sha256);
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public void download(String key, Path target) throws IOException {
    String full = key(key);
    long from = Files.exists(target) ? Files.size(target) : 0;
    if (from > 0 && from >= size(key).orElse(Long.MAX_VALUE)) {
      return;
    }
    try (ResponseInputStream<GetObjectResponse> in =
            ask(
                key,
                () ->
                    client.getObject(
                        r -> {
                          r.bucket(address.bucket()).key(full);
                          if (from > 0) {
                            r.range("bytes=" + from + "-");
                          }
                        }));
        FileChannel channel =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND);
        OutputStream out = Channels.newOutputStream(channel)) {
      copy(in, out);
      channel.force(true);
    }
  }

  private void copy(InputStream in, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
      }
    } catch (SdkException e) {
      throw failure(e);
    }
  }

  @Override
  public List<String> list(String folder) throws IOException {
    String start = key(folder) + "/";
    return ask(
        folder,
        () -> {
          List<String> names = new ArrayList<>();
          for (S3Object object :
              client
                  .listObjectsV2Paginator(r -> r.bucket(address.bucket()).prefix(start))
                  .contents()) {
            names.add(object.key().substring(start.length()));
          }
          return names;
        });
  }

  @Override
  public void delete(String key) throws IOException {
    String full = key(key);
    try {
      ask(key, () -> client.deleteObject(r -> r.bucket(address.bucket()).key(full)));
    } catch (NoSuchFileException e) {
      return; // Some servers say so.
    }
  }

  @Override
  public WriteLock lock() throws IOException {
    return new LeaseLock(this).take();
  }

  @Override
  public void close() {
    client.close();
  }
}
