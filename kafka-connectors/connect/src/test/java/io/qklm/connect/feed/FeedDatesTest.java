package io.qklm.connect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeedDatesTest {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-05T08:09:10Z                      | 2026-03-05T08:09:10Z
          2026-03-05T08:09:10.123456+01:00          | 2026-03-05T07:09:10Z
          2026-03-05T08:09:10+0100                  | 2026-03-05T07:09:10Z
          2026-03-05T08:09:10 +01                   | 2026-03-05T07:09:10Z
          2026-03-05T08:09Z                         | 2026-03-05T08:09:00Z
          2026-03-05 08:09:10                       | 2026-03-05T08:09:10Z
          2026-03-05                                | 2026-03-05T00:00:00Z
          2026/03/05 8:09                           | 2026-03-05T08:09:00Z
          20260305T080910Z                          | 2026-03-05T08:09:10Z
          20260305                                  | 2026-03-05T00:00:00Z
          Thu, 05 Mar 2026 08:09:10 GMT             | 2026-03-05T08:09:10Z
          Thu, 05 Mar 2026 08:09:10 +0100           | 2026-03-05T07:09:10Z
          Thu, 05 Mar 2026 08:09:10 -0330           | 2026-03-05T11:39:10Z
          Thu, 05 Mar 2026 08:09:10 GMT+0100        | 2026-03-05T07:09:10Z
          Thu, 05 Mar 2026 08:09:10 +0000 (UTC)     | 2026-03-05T08:09:10Z
          Thu, 05 Mar 2026 08:09:10 Z               | 2026-03-05T08:09:10Z
          Thu, 05 Mar 2026 08:09:10 EST             | 2026-03-05T13:09:10Z
          Thu, 05 Mar 2026 08:09:10 CEST            | 2026-03-05T06:09:10Z
          Thu, 05 Mar 2026 08:09:10 Europe/Berlin   | 2026-03-05T07:09:10Z
          Thu, 05 Mar 2026 08:09:10                 | 2026-03-05T08:09:10Z
          Thu, 5 Mar 26 08:09 UT                    | 2026-03-05T08:09:00Z
          THU,05 MAR 2026 08:09:10                  | 2026-03-05T08:09:10Z
          Tue, 05 Mar 2026 08:09:10 GMT             | 2026-03-05T08:09:10Z
          5 March 2026                              | 2026-03-05T00:00:00Z
          05-Mar-2026 08:09                         | 2026-03-05T08:09:00Z
          5th March 2026, 8:09 am                   | 2026-03-05T08:09:00Z
          Thu, Mar 5 2026 08:09:10 PM               | 2026-03-05T20:09:10Z
          March 5, 2026 12:09 a.m.                  | 2026-03-05T00:09:00Z
          Thursday, March 5, 2026 - 08:09           | 2026-03-05T08:09:00Z
          Thu Mar  5 08:09:10 CET 2026              | 2026-03-05T07:09:10Z
          Thu Mar 5 08:09:10 2026                   | 2026-03-05T08:09:10Z
          Do, 05 Mär 2026 08:09:10 +0100            | 2026-03-05T07:09:10Z
          5 mars 2026                               | 2026-03-05T00:00:00Z
          5 de marzo de 2026                        | 2026-03-05T00:00:00Z
          05.03.2026 08:09                          | 2026-03-05T08:09:00Z
          25/03/2026                                | 2026-03-25T00:00:00Z
          03/25/2026 08:09:10 AM                    | 2026-03-25T08:09:10Z
          Thu, 05 Mar 2026 24:00:00 GMT             | 2026-03-06T00:00:00Z
          Wed, 31 Dec 2025 23:59:60 GMT             | 2025-12-31T23:59:59Z
          1772698150                                | 2026-03-05T08:09:10Z
          1772698150123                             | 2026-03-05T08:09:10.123Z
          Sat, 05 Mar 1966 08:09:10 GMT             | 1966-03-05T08:09:10Z
          """)
  void reads(String written, Instant time) {
    assertThat(FeedDates.of("  " + written + "\n", NOW)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "today",
        "Invalid Date",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "1970-01-01T00:00:00Z",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "2026-02-30",
        "2026-13-01",
        "Thu, 05 Mar 2026 25:00:00 GMT",
        "Thu, 05 Mar 2026 08:61:00 GMT",
        "03/05/2026",
        "Thu, 05 Mar 2026 08:09:10 IST",
        "Thu, 05 Mar 2026 08:09:10 XYZ",
        "42363452-03-05",
        "Thu, 05 Lis 2026",
        "2027-12-01",
        "9999-12-31T23:59:59Z",
        "2026",
        "2026-03",
        "5",
        "99999999999999999999",
        "Thu, 05 Mar 2026 13:00 PM",
        "5 Foo 2026",
      })
  void wouldRatherHaveNone(String written) {
    assertThat(FeedDates.of(written, NOW)).isEqualTo(Optional.empty());
  }
}
