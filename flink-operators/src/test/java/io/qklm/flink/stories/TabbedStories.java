package io.qklm.flink.stories;

import io.qklm.flink.StoryBinding;
import io.qklm.stories.desk.DocumentStory;
import io.qklm.stories.desk.StoryReading;
import io.qklm.stories.desk.StoryText;
import io.qklm.stories.desk.StoryUpdate;
import java.time.Instant;
import java.util.Optional;

/** Records of tests: id, headline and text between bars; an id alone is a withdrawal. */
final class TabbedStories implements StoryBinding<String, String, String> {

  private static final long serialVersionUID = 1L;

  @Override
  public StoryReading read(String element) {
    String[] parts = element.split("\\|", -1);
    if (element.startsWith("#")) {
      return new StoryReading.Other();
    }
    if (parts.length == 1) {
      return new StoryReading.Withdrawal(parts[0]);
    }
    Optional<Instant> published =
        parts.length > 3 ? Optional.of(Instant.parse(parts[3])) : Optional.empty();
    return new StoryReading.Document(StoryText.of(parts[0], published, parts[1], parts[2]));
  }

  @Override
  public String placed(String element, DocumentStory story) {
    return element.split("\\|", -1)[0]
        + " in "
        + story.story()
        + story.duplicateOf().map(copy -> " copies " + copy.original()).orElse("");
  }

  @Override
  public String passed(String element) {
    return element + " passed";
  }

  @Override
  public String updated(StoryUpdate update) {
    return update.toString();
  }
}
