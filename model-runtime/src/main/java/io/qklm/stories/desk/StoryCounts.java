package io.qklm.stories.desk;

/** What happened at a desk since it was opened; read by metrics on the desk's thread. */
public final class StoryCounts {

  private long joined;
  private long begun;
  private long merged;
  private long ended;
  private long copied;
  private long revised;
  private long withdrawn;
  private long guarded;
  private int live;
  private int originals;

  StoryCounts() {}

  void placed(boolean began) {
    if (began) {
      begun++;
    } else {
      joined++;
    }
  }

  void merged() {
    merged++;
  }

  void ended() {
    ended++;
  }

  void copied() {
    copied++;
  }

  void revised() {
    revised++;
  }

  void withdrawn() {
    withdrawn++;
  }

  void live(int stories, int copiesKnown, long keptOut) {
    live = stories;
    originals = copiesKnown;
    guarded = keptOut;
  }

  /** Documents that joined a story, copies aside. */
  public long joinedDocuments() {
    return joined;
  }

  /** Stories that began. */
  public long begunStories() {
    return begun;
  }

  /** Stories that merged into another. */
  public long mergedStories() {
    return merged;
  }

  /** Stories that ended. */
  public long endedStories() {
    return ended;
  }

  /** Exact and near copies. */
  public long copies() {
    return copied;
  }

  /** Documents that came again. */
  public long revisions() {
    return revised;
  }

  /** Documents that were withdrawn. */
  public long withdrawals() {
    return withdrawn;
  }

  /** Times a story that had grown too large was kept from growing. */
  public long guards() {
    return guarded;
  }

  /** Live stories. */
  public int liveStories() {
    return live;
  }

  /** Texts that copies are told by. */
  public int knownTexts() {
    return originals;
  }
}
