package io.qklm.training.data;

import io.qklm.kg.EntityKind;
import io.qklm.model.annotate.MentionLabel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tags as sets write them, turned into BIO. IOB1 (CoNLL-2003: a name starts with I unless it
 * follows another of its type) and BIO both read right: a name starts at a B, and at an I whose
 * neighbour to the left is no part of a name of that type.
 */
final class BioTags {

  private BioTags() {}

  static List<MentionLabel> labels(List<String> tags, TypeMap types) {
    List<MentionLabel> labels = new ArrayList<>();
    String before = "";
    for (String tag : tags) {
      if (tag.equals("O")) {
        labels.add(MentionLabel.O);
        before = "";
        continue;
      }
      if (!tag.startsWith("B-") && !tag.startsWith("I-")) {
        throw new IllegalArgumentException(
            "unknown tag '" + tag + "', expected O, B-TYPE or I-TYPE");
      }
      String type = tag.substring(2);
      boolean starts = tag.startsWith("B-") || !type.equals(before);
      Optional<EntityKind> kind = types.kind(type);
      labels.add(kind.map(known -> MentionLabel.of(known, starts)).orElse(MentionLabel.O));
      before = type;
    }
    return labels;
  }
}
