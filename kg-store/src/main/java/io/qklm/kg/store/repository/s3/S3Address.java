package io.qklm.kg.store.repository.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * {@code s3://bucket/prefix?endpoint=URL&region=NAME&pathStyle=true}.
 *
 * @param bucket name of the bucket, which must be there
 * @param prefix what keys begin with, empty or ending in a slash
 * @param endpoint another server than that of AWS
 * @param region the region; the SDK's own look when empty
 * @param pathStyle whether the bucket is in the path of a URL; by default with an endpoint
 */
record S3Address(
    String bucket,
    String prefix,
    Optional<URI> endpoint,
    Optional<String> region,
    boolean pathStyle) {

  private static final Set<String> OPTIONS = Set.of("endpoint", "region", "pathStyle");

  static S3Address parse(URI address) throws IOException {
    String bucket = address.getAuthority();
    if (bucket == null || bucket.isEmpty() || address.getFragment() != null) {
      throw new IOException(
          "'" + address + "' names no bucket; an address looks like s3://bucket/prefix");
    }
    String path = address.getPath() == null ? "" : address.getPath();
    String prefix = path.replaceAll("^/+|/+$", "");
    Map<String, String> options = options(address);
    Optional<URI> endpoint = endpoint(options);
    boolean pathStyle =
        switch (options.getOrDefault("pathStyle", "").toLowerCase(Locale.ROOT)) {
          case "" -> endpoint.isPresent();
          case "true" -> true;
          case "false" -> false;
          default ->
              throw new IOException(
                  "pathStyle in '" + address + "' is neither true nor false; name one of them");
        };
    return new S3Address(
        bucket,
        prefix.isEmpty() ? "" : prefix + "/",
        endpoint,
        Optional.ofNullable(options.get("region")),
        pathStyle);
  }

  private static Map<String, String> options(URI address) throws IOException {
    Map<String, String> options = new TreeMap<>();
    String query = address.getRawQuery();
    if (query == null) {
      return options;
    }
    for (String part : query.split("&", -1)) {
      int equals = part.indexOf('=');
      String key = equals < 0 ? part : part.substring(0, equals);
      if (equals < 0 || !OPTIONS.contains(key)) {
        throw new IOException(
            "'"
                + part
                + "' in '"
                + address
                + "' is no option; there are "
                + new TreeSet<>(OPTIONS));
      }
      options.put(key, URLDecoder.decode(part.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return options;
  }

  private static Optional<URI> endpoint(Map<String, String> options) throws IOException {
    String endpoint = options.get("endpoint");
    if (endpoint == null) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(endpoint);
      if (uri.getHost() != null
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the endpoint '" + endpoint + "' is no URL: " + e.getMessage(), e);
    }
    throw new IOException(
        "the endpoint '" + endpoint + "' is no URL; it begins with https:// or http://");
  }

  @Override
  public String toString() {
    String end = prefix.isEmpty() ? "" : "/" + prefix.substring(0, prefix.length() - 1);
    return "s3://" + bucket + end;
  }
}
