package io.qklm.training.data;

import io.qklm.training.head.MentionLabel;

/** What a name names, in CoNLL-2003's four kinds. */
public enum MentionKind {
  PER(MentionLabel.B_PER, MentionLabel.I_PER),
  ORG(MentionLabel.B_ORG, MentionLabel.I_ORG),
  LOC(MentionLabel.B_LOC, MentionLabel.I_LOC),
  MISC(MentionLabel.B_MISC, MentionLabel.I_MISC);

  private final MentionLabel first;
  private final MentionLabel further;

  MentionKind(MentionLabel first, MentionLabel further) {
    this.first = first;
    this.further = further;
  }

  /** The label of a name's first word. */
  public MentionLabel first() {
    return first;
  }

  /** The label of its further words. */
  public MentionLabel further() {
    return further;
  }
}
