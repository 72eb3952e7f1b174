package io.qklm.kg.source.address;

import io.qklm.kg.source.lines.SourceFailure;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * An object in S3, {@code s3://bucket/key}; further {@code ?region=NAME}, {@code &endpoint=URL} as
 * in a repository's address. A connection that is cut is made again from where it was. The AWS SDK
 * is not part of QKLM.
 */
final class S3File implements SourceFile {

  private static final int TRIES = 8;

  private final URI address;

  S3File(URI address) {
    this.address = address;
    if (address.getAuthority() == null
        || address.getPath() == null
        || address.getPath().length() < 2) {
      throw new IllegalArgumentException("'" + address + "' names no object; s3://bucket/key does");
    }
  }

  @Override
  public String name() {
    return "s3://" + address.getAuthority() + address.getPath();
  }

  private String key() {
    return address.getPath().substring(1);
  }

  private S3Client client() throws SourceFailure {
    try {
      Map<String, String> options = new TreeMap<>();
      String query = address.getRawQuery() == null ? "" : address.getRawQuery();
      for (String part : query.split("&", -1)) {
        int equals = part.indexOf('=');
        if (equals > 0) {
          options.put(
              part.substring(0, equals),
              URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
        }
      }
      S3ClientBuilder builder = S3Client.builder().httpClient(UrlConnectionHttpClient.create());
      String region = options.get("region");
      if (region != null) {
        builder.region(Region.of(region));
      }
      String endpoint = options.get("endpoint");
      if (endpoint != null) {
        builder.endpointOverride(URI.create(endpoint)).forcePathStyle(true);
      }
      return builder.build();
    } catch (NoClassDefFoundError e) {
      throw new SourceFailure(
          name()
              + " needs the AWS SDK for Java 2, which is not on the class path; add"
              + " software.amazon.awssdk:s3 and software.amazon.awssdk:url-connection-client with"
              + " what they need",
          e);
    } catch (SdkException e) {
      throw new SourceFailure(name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String state() throws IOException {
    try (S3Client client = client()) {
      HeadObjectResponse head = client.headObject(r -> r.bucket(address.getAuthority()).key(key()));
      return name() + " " + head.contentLength() + " bytes, " + head.eTag();
    } catch (SdkException e) {
      throw new SourceFailure(name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return new Input(client(), offset);
  }

  /** Reads on over several connections; of one version of the object, by its tag. */
  private final class Input extends InputStream {

    private final S3Client client;
    private long position;
    private String tag = "";
    private InputStream body;
    private boolean ended;

    Input(S3Client client, long offset) throws IOException {
      this.client = client;
      this.position = offset;
      this.body = get();
    }

    private InputStream get() throws IOException {
      try {
        var answer =
            client.getObject(
                r -> {
                  r.bucket(address.getAuthority()).key(key());
                  if (position > 0) {
                    r.range("bytes=" + position + "-");
                  }
                  if (!tag.isEmpty()) {
                    r.ifMatch(tag);
                  }
                });
        tag = answer.response().eTag() == null ? "" : answer.response().eTag();
        return answer;
      } catch (SdkException e) {
        throw new SourceFailure(name() + " cannot be read: " + e.getMessage(), e);
      }
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      for (int tries = 1; ; tries++) {
        try {
          int read = body.read(bytes, offset, length);
          position += Math.max(0, read);
          ended = read < 0;
          return read;
        } catch (IOException | SdkException e) {
          if (tries == TRIES) {
            throw new SourceFailure(
                name() + " cannot be read on at byte " + position + ": " + e.getMessage(), e);
          }
          body = get();
        }
      }
    }

    /** At least one where the end was not seen: gzip asks before it looks for another member. */
    @Override
    public int available() {
      return ended ? 0 : 1;
    }

    @Override
    public void close() {
      // Closing the body would read the rest of it.
      client.close();
    }
  }
}
