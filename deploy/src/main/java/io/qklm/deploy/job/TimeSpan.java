package io.qklm.deploy.job;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 500ms}, {@code 10s}, {@code 15min} and what else Flink takes for a time. */
public final class TimeSpan implements ITypeConverter<Duration> {
  @Override
  public Duration convert(String value) {
    try {
      return org.apache.flink.util.TimeUtils.parseDuration(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "'" + value + "' is no time; write a number and a unit, such as 500ms, 10s or 15min");
    }
  }
}
