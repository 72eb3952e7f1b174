package io.qklm.stories;

import io.qklm.stories.term.TermFrequencies;
import io.qklm.stories.term.TermReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reports on three made-up events, each told by four outlets. */
public final class Wires {

  public static final Instant MORNING = Instant.parse("2026-11-30T06:00:00Z");

  private static final String[][] TITLES = {
    {
      "Ferry runs aground off Norvik harbour",
      "Passengers evacuated as ferry hits rocks near Norvik",
      "Norvik ferry stranded on rocks, 212 evacuated",
      "Captain of stranded Norvik ferry questioned"
    },
    {
      "Central bank of Lorania raises interest rate to 5 percent",
      "Lorania lifts key rate as inflation climbs",
      "Rate rise in Lorania surprises markets",
      "Loranian central bank defends interest rate increase"
    },
    {
      "Orchestra finds lost Brandt symphony in monastery attic",
      "Lost symphony by Brandt discovered in attic",
      "Monastery attic held Brandt's missing symphony",
      "Scholars confirm Brandt symphony from monastery is genuine"
    }
  };

  private static final String[][] TEXTS = {
    {
      "The ferry Sigrun ran aground on rocks outside Norvik harbour on Monday morning with 212"
          + " passengers on board. The coast guard said nobody was hurt.",
      "Rescue boats took 212 passengers off the ferry Sigrun after it hit rocks near Norvik. The"
          + " coast guard closed the harbour for other ships.",
      "All 212 passengers of the ferry Sigrun are safe in Norvik after the ship struck rocks in"
          + " fog, the coast guard reported. Divers examined the hull.",
      "Police questioned the captain of the ferry Sigrun, which lies on rocks outside Norvik"
          + " harbour. Investigators said the radar had been switched off."
    },
    {
      "The central bank of Lorania raised its key interest rate to 5 percent on Monday to slow"
          + " inflation. Governor Ilse Maran said prices had risen too fast.",
      "Lorania's central bank lifted its key interest rate by half a point. Governor Ilse Maran"
          + " blamed energy prices for inflation of 7 percent.",
      "Markets in Lorania fell after the central bank raised the interest rate unexpectedly."
          + " Analysts had expected Governor Maran to wait until spring.",
      "Governor Ilse Maran defended the interest rate increase of Lorania's central bank before"
          + " parliament and promised lower inflation by autumn."
    },
    {
      "Musicians of the Halden orchestra found a symphony by Jonas Brandt in the attic of a"
          + " monastery. The score had been missing since 1868.",
      "A symphony by the composer Jonas Brandt, missing since 1868, was discovered in a monastery"
          + " attic by members of the Halden orchestra.",
      "The missing symphony of Jonas Brandt lay in a chest in the monastery's attic. The Halden"
          + " orchestra will play the score in May.",
      "Scholars who examined paper and ink say that the symphony from the monastery attic was"
          + " written by Jonas Brandt. The premiere is planned for May."
    }
  };

  private static final List<List<StoryName>> NAMES =
      List.of(
          List.of(new StoryName("=sigrun", "Sigrun", 1), new StoryName("Q901", "Norvik", 2)),
          List.of(new StoryName("Q902", "Lorania", 2), new StoryName("=maran", "Maran", 1)),
          List.of(new StoryName("Q903", "Jonas Brandt", 1), new StoryName("=halden", "Halden", 1)));

  private Wires() {}

  public static int events() {
    return TITLES.length;
  }

  public static int reports() {
    return TITLES[0].length;
  }

  public static String title(int event, int report) {
    return TITLES[event][report];
  }

  public static String text(int event, int report) {
    return TEXTS[event][report];
  }

  public static List<StoryName> names(int event) {
    return NAMES.get(event);
  }

  /** The report, an hour after the one before. */
  public static StoryDocument document(int event, int report) {
    return document(event, report, Optional.of(time(event, report)));
  }

  public static StoryDocument document(int event, int report, Optional<Instant> time) {
    return new StoryDocument(
        "d" + event + report,
        time,
        new TermReader(TermFrequencies.bundled(), 64)
            .read(title(event, report), text(event, report)),
        names(event),
        new float[0]);
  }

  public static Instant time(int event, int report) {
    return MORNING.plus(Duration.ofMinutes(60L * report + 10L * event));
  }
}
