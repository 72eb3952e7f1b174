package io.qklm.benchmarks.speed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/** Flink's way to a model behind HTTP: a call a document, many at a time. */
final class HttpCall extends RichAsyncFunction<byte[], byte[]> {

  private static final long serialVersionUID = 1;

  private final String address;
  private transient HttpClient client;

  @SuppressWarnings("NullAway.Init") // opened on the worker
  HttpCall(String address) {
    this.address = address;
  }

  @Override
  public void open(OpenContext context) {
    client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  @Override
  public void asyncInvoke(byte[] document, ResultFuture<byte[]> result) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .POST(HttpRequest.BodyPublishers.ofByteArray(document))
            .build();
    var unused =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.ofByteArray())
            .whenComplete(
                (response, failure) -> {
                  if (failure != null) {
                    result.completeExceptionally(failure);
                  } else if (response.statusCode() != 200) {
                    result.completeExceptionally(
                        new IOException("the model server said " + response.statusCode()));
                  } else {
                    result.complete(List.of(response.body()));
                  }
                });
  }
}
