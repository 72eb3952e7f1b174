package io.qklm.kg.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

  private static List<ServerSentEvents.Event> read(String stream) throws IOException {
    ServerSentEvents events =
        new ServerSentEvents(
            new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)), "start");
    List<ServerSentEvents.Event> read = new ArrayList<>();
    for (Optional<ServerSentEvents.Event> next = events.next();
        next.isPresent();
        next = events.next()) {
      read.add(next.get());
    }
    return read;
  }

  @Test
  void readsFieldsCommentsAndLinesOfAnyEnd() throws IOException {
    assertThat(read(": hello\n\ndata:a\r\ndata: b\nid\n\nid: 7\nretry: 10\ndata: ö\n\n"))
        .containsExactly(
            new ServerSentEvents.Event("", "a\nb"), new ServerSentEvents.Event("7", "ö"));
  }

  @Test
  void keepsTheIdOfAnEventBeforeAndGivesNoEventThatWasCut() throws IOException {
    assertThat(read("data: 1\n\nid: 5\n\ndata: 2\n\nid: 6\ndata: 3\n"))
        .containsExactly(
            new ServerSentEvents.Event("start", "1"), new ServerSentEvents.Event("5", "2"));
  }

  @Test
  void passesOverWhatIsTooLong() throws IOException {
    String much = "x".repeat(ServerSentEvents.MOST_BYTES + 10);
    assertThat(read("id: 1\ndata: " + much + "\n\nid: 2\ndata: b\n\n"))
        .containsExactly(new ServerSentEvents.Event("2", "b"));
    assertThat(read("data: x\n".repeat(300_000) + "\ndata: b\n\n"))
        .extracting(ServerSentEvents.Event::data)
        .containsExactly("b");
  }
}
