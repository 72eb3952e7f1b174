package io.qklm.flink.stories;

import io.qklm.stories.desk.StoryStore;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;

/** What a desk keeps, as state of the key that is being worked on: a map state a kind. */
final class FlinkStoryStore implements StoryStore {

  private final Map<Kind, MapState<String, byte[]>> states = new EnumMap<>(Kind.class);

  FlinkStoryStore(RuntimeContext context) {
    for (Kind kind : Kind.values()) {
      states.put(
          kind,
          context.getMapState(
              new MapStateDescriptor<>(
                  "story-" + kind.name().toLowerCase(Locale.ROOT),
                  Types.STRING,
                  PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)));
    }
  }

  /** An access to state. */
  @FunctionalInterface
  private interface Access<T> {
    T run(MapState<String, byte[]> state) throws Exception;
  }

  @Override
  public Optional<byte[]> get(Kind kind, String key) {
    return access(kind, state -> Optional.ofNullable(state.get(key)));
  }

  @Override
  public void put(Kind kind, String key, byte[] value) {
    access(
        kind,
        state -> {
          state.put(key, value);
          return true;
        });
  }

  @Override
  public void remove(Kind kind, String key) {
    access(
        kind,
        state -> {
          state.remove(key);
          return true;
        });
  }

  @Override
  public void forEach(Kind kind, BiConsumer<String, byte[]> consumer) {
    access(
        kind,
        state -> {
          for (Map.Entry<String, byte[]> entry : state.entries()) {
            consumer.accept(entry.getKey(), entry.getValue());
          }
          return true;
        });
  }

  /** Flink's state declares exceptions of any kind; what fails here must fail the task. */
  private <T> T access(Kind kind, Access<T> access) {
    MapState<String, byte[]> state = states.get(kind);
    if (state == null) {
      throw new IllegalStateException("there is no state for " + kind);
    }
    try {
      return access.run(state);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the state of stories could not be read or written", e);
    }
  }
}
