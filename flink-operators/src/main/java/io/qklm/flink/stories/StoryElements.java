package io.qklm.flink.stories;

import io.qklm.stories.desk.DocumentStory;
import io.qklm.stories.desk.StoryReading;
import io.qklm.stories.desk.StoryUpdate;
import java.io.Serializable;
import org.apache.flink.annotation.Internal;

/**
 * What a job's records are to the operator; see {@code StoryBinding}, which its users implement.
 *
 * @param <IN> what comes in
 * @param <OUT> what goes out for it
 * @param <STORY> what is told of a story
 */
@Internal
public interface StoryElements<IN, OUT, STORY> extends Serializable {

  /** What a record is. */
  StoryReading read(IN element);

  /** The output for a document that was placed. */
  OUT placed(IN element, DocumentStory story);

  /** The output for a withdrawal, or for a record that is no document. */
  OUT passed(IN element);

  /** What is told of a story that changed. */
  STORY updated(StoryUpdate update);
}
