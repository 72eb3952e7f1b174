package io.qklm.benchmarks.gold;

import java.util.ArrayList;
import java.util.List;

/**
 * What a reader finds wrong with the links of some documents.
 *
 * @param said links said
 * @param otherEntity links said where another entity is meant
 * @param onNil links said where the knowledge has no entity for what is meant
 * @param notAName links said where no name stands
 * @param linkable gold mentions whose entity is in the knowledge
 * @param missed those of them that have no right link, for whatever reason
 * @param notFound those missed of which not even the name was found
 * @param refused those missed whose name was found and said to link to nothing
 * @param refusedByName those refused although the entity has exactly this name
 * @param nil gold mentions whose entity is not in the knowledge
 * @param remarks what was wrong, one sentence each
 */
public record LinkScore(
    int said,
    int otherEntity,
    int onNil,
    int notAName,
    int linkable,
    int missed,
    int notFound,
    int refused,
    int refusedByName,
    int nil,
    List<String> remarks) {

  public LinkScore {
    remarks = List.copyOf(remarks);
  }

  static LinkScore sum(List<LinkScore> parts) {
    List<String> remarks = new ArrayList<>();
    int[] sums = new int[10];
    for (LinkScore part : parts) {
      int[] values = part.values();
      for (int i = 0; i < sums.length; i++) {
        sums[i] += values[i];
      }
      remarks.addAll(part.remarks);
    }
    return new LinkScore(
        sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6], sums[7], sums[8], sums[9],
        remarks);
  }

  private int[] values() {
    return new int[] {
      said, otherEntity, onNil, notAName, linkable, missed, notFound, refused, refusedByName, nil
    };
  }

  /** Links said that a reader would not believe. */
  public int wrong() {
    return otherEntity + onNil + notAName;
  }

  /** {@link #wrong} of a hundred links said. */
  public double wrongShare() {
    return said == 0 ? 0 : 100.0 * wrong() / said;
  }
}
