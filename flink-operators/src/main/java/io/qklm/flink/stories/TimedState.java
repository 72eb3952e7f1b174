package io.qklm.flink.stories;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * Values that wait for a time, in keyed state: how many a time has, and each under the time and its
 * number. So ten thousand of one time cost ten thousand writes; one list of them would be written
 * ten thousand times.
 */
final class TimedState<T> {

  private final MapState<Long, Integer> numbers;
  private final MapState<String, T> values;

  TimedState(RuntimeContext context, String name, TypeInformation<T> type) {
    this.numbers =
        context.getMapState(new MapStateDescriptor<>(name + "-numbers", Types.LONG, Types.INT));
    this.values = context.getMapState(new MapStateDescriptor<>(name, Types.STRING, type));
  }

  void add(long time, T value) throws Exception {
    Integer before = numbers.get(time);
    int number = before == null ? 0 : before;
    values.put(key(time, number), value);
    numbers.put(time, number + 1);
  }

  /** Takes out what waits for a time, in the order in which it came. */
  List<T> take(long time) throws Exception {
    Integer waiting = numbers.get(time);
    List<T> taken = new ArrayList<>();
    for (int number = 0; waiting != null && number < waiting; number++) {
      String key = key(time, number);
      taken.add(values.get(key));
      values.remove(key);
    }
    numbers.remove(time);
    return taken;
  }

  private static String key(long time, int number) {
    return time + ":" + number;
  }
}
