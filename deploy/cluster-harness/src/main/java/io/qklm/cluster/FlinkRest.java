package io.qklm.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Flink's REST interface, as far as faults need it. */
public final class FlinkRest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration ANSWER = Duration.ofSeconds(20);
  private static final long POLL_MILLIS = 100;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final String address;

  FlinkRest(int port) {
    this.address = "http://127.0.0.1:" + port;
  }

  /** Workers that are registered; 0 while there is no leader to ask. */
  public int workers() throws InterruptedException {
    try {
      return get("/overview").path("taskmanagers").asInt();
    } catch (IOException e) {
      return 0;
    }
  }

  /** The job's state in Flink's words, or empty while nobody knows it. */
  public Optional<String> status(String job) throws InterruptedException {
    try {
      return Optional.of(get("/jobs/" + job).path("state").asText());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether every task of the job is running. */
  public boolean running(String job) throws InterruptedException {
    try {
      JsonNode details = get("/jobs/" + job);
      if (!details.path("state").asText().equals("RUNNING")) {
        return false;
      }
      for (JsonNode vertex : details.path("vertices")) {
        if (!vertex.path("status").asText().equals("RUNNING")) {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** How often checkpoints of the job's present run were completed. */
  public int checkpoints(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("completed").asInt();
  }

  /**
   * A checkpoint that was completed.
   *
   * @param millis from its trigger to its end
   * @param bytes of state in it
   */
  public record Checkpoint(long number, long millis, long bytes) {}

  /** The last checkpoints that were completed, some ten at most. */
  public List<Checkpoint> lastCheckpoints(String job) throws IOException, InterruptedException {
    List<Checkpoint> completed = new ArrayList<>();
    for (JsonNode one : get("/jobs/" + job + "/checkpoints").path("history")) {
      if (one.path("status").asText().equals("COMPLETED")) {
        completed.add(
            new Checkpoint(
                one.path("id").asLong(),
                one.path("end_to_end_duration").asLong(),
                one.path("state_size").asLong()));
      }
    }
    return completed;
  }

  /** How often the job was restored from a checkpoint, after failures as well as at its start. */
  public int restores(String job) throws IOException, InterruptedException {
    return get("/jobs/" + job + "/checkpoints").path("counts").path("restored").asInt();
  }

  /** Ends the job where it stands; its checkpoints are kept. */
  public void cancel(String job, Duration timeout) throws IOException, InterruptedException {
    send(HttpRequest.newBuilder(uri("/jobs/" + job + "?mode=cancel")).method("PATCH", none()));
    awaitStatus(job, "CANCELED", timeout);
  }

  /**
   * Commits what was read and ends the job.
   *
   * @return where its state is
   */
  public String stop(String job, Duration timeout) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri("/jobs/" + job + "/stop"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"drain\": false}"));
    String trigger = send(request).path("request-id").asText();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (System.nanoTime() < deadline) {
      JsonNode answer = get("/jobs/" + job + "/savepoints/" + trigger);
      if (answer.path("status").path("id").asText().equals("COMPLETED")) {
        JsonNode location = answer.path("operation").path("location");
        if (location.isTextual()) {
          awaitStatus(job, "FINISHED", timeout);
          return location.asText();
        }
        throw new ClusterException(
            "Flink did not stop job "
                + job
                + ": "
                + answer.path("operation").path("failure-cause").path("stack-trace").asText());
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new ClusterException(
        "Flink did not stop job " + job + " within " + timeout.toSeconds() + " s");
  }

  private void awaitStatus(String job, String wanted, Duration timeout)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    Optional<String> status = status(job);
    while (!status.equals(Optional.of(wanted))) {
      if (System.nanoTime() > deadline) {
        throw new ClusterException(
            "job " + job + " is " + status.orElse("unknown") + " and should be " + wanted);
      }
      Thread.sleep(POLL_MILLIS);
      status = status(job);
    }
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(uri(path)).GET());
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(ANSWER).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new ClusterException(
          "Flink answered " + answer.statusCode() + " to " + answer.uri() + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private static HttpRequest.BodyPublisher none() {
    return HttpRequest.BodyPublishers.noBody();
  }

  private URI uri(String path) {
    return URI.create(address + path);
  }
}
