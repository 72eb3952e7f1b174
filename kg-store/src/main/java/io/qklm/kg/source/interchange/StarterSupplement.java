package io.qklm.kg.source.interchange;

import io.qklm.kg.source.KnowledgeSink;
import io.qklm.kg.source.KnowledgeSource;
import io.qklm.kg.source.SourceCredit;
import io.qklm.kg.source.lines.BoundedLines;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The knowledge that comes with the code: class-path files in the interchange form, written for
 * this project, that bring a first start up to date.
 */
public final class StarterSupplement implements KnowledgeSource {

  private static final String FOLDER = "/io/qklm/kg/source/starter/";
  private static final List<InterchangeFile> FILES =
      List.of(
          InterchangeFile.ENTITIES,
          InterchangeFile.FACTS,
          InterchangeFile.ALIASES,
          InterchangeFile.RELATIONS);

  @Override
  public String description() {
    return "starter supplement";
  }

  @Override
  public void readInto(KnowledgeSink sink) throws IOException {
    for (InterchangeFile file : FILES) {
      String place = FOLDER + file.fileName();
      InputStream in = StarterSupplement.class.getResourceAsStream(place);
      if (in == null) {
        throw new FileNotFoundException(
            place
                + " is missing on the class path; this build of QKLM is not whole, install it again");
      }
      try (BoundedLines lines = BoundedLines.of(in, BoundedLines.MAX_LINE_BYTES)) {
        file.read(lines, "starter supplement " + file.fileName(), sink);
      }
    }
  }

  @Override
  public List<SourceCredit> credits() {
    return List.of(
        new SourceCredit("QKLM starter supplement", "Apache-2.0", "Written for QKLM Streams"));
  }
}
