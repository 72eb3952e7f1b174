package io.qklm.cluster.counting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Counts the natural numbers by their rest modulo {@value #KEYS}. The n-th number of a key must
 * find n - 1 in the state, whatever died in between; else the job fails for good.
 */
public final class CountingJob {

  private static final int KEYS = 2_000;
  private static final long CHECKPOINT_MILLIS = 2_000;

  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    environment.enableCheckpointing(CHECKPOINT_MILLIS);
    environment.setParallelism(1);
    environment
        .fromSequence(0, Long.MAX_VALUE - 1)
        .uid("numbers")
        .map(new Pace())
        .uid("pace")
        .keyBy(new Rest(), Types.LONG)
        .process(new Count())
        .uid("counts")
        .sinkTo(new DiscardingSink<>())
        .uid("end");
    environment.executeAsync("counting");
  }

  /** Writes the jar that {@code flink run} takes. */
  public static void write(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, CountingJob.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Class<?> type : List.of(CountingJob.class, Pace.class, Rest.class, Count.class)) {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream in = CountingJob.class.getClassLoader().getResourceAsStream(entry)) {
          if (in == null) {
            throw new IOException(entry + " is not on the class path");
          }
          out.putNextEntry(new JarEntry(entry));
          in.transferTo(out);
        }
      }
    }
  }

  /** Lets through a few hundred a second. */
  static final class Pace extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(Long number) throws InterruptedException {
      Thread.sleep(2);
      return number;
    }
  }

  /** The key of a number. */
  static final class Rest implements KeySelector<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long getKey(Long number) {
      return number % KEYS;
    }
  }

  /** Holds each number against the count of its key. */
  static final class Count extends KeyedProcessFunction<Long, Long, Long> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long number, Context context, Collector<Long> out)
        throws IOException {
      ValueState<Long> state = count;
      if (state == null) {
        throw new IllegalStateException("the function is not open");
      }
      Long found = state.value();
      long before = found == null ? 0 : found;
      if (before != number / KEYS) {
        throw new SuppressRestartsException(
            new IOException(
                "the state of " + number + " says " + before + " and not " + number / KEYS));
      }
      state.update(before + 1);
      out.collect(before + 1);
    }
  }
}
