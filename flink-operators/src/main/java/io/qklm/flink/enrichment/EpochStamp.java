package io.qklm.flink.enrichment;

import io.qklm.document.AsOf;
import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.annotation.Internal;

/**
 * By which epoch a record is enriched. As bytes, which stand in checkpoints: how the epoch fits, 0
 * for none or 1 and on for exact, before-first, not-retained, unsettled; then the announcement's
 * JSON, or nothing for the settings' own folder.
 *
 * @param epoch the epoch; empty for the one in the settings' own folder
 * @param fit how it fits the record's time, where that chose it
 */
@Internal
public record EpochStamp(Optional<EpochAnnouncement> epoch, Optional<AsOf> fit) {

  /** In the order of their codes, which stays. */
  private static final List<AsOf> FITS =
      List.of(AsOf.EXACT, AsOf.BEFORE_FIRST, AsOf.NOT_RETAINED, AsOf.UNSETTLED);

  /** By the settings' own folder. */
  public static final EpochStamp FIXED = new EpochStamp(Optional.empty(), Optional.empty());

  /** By an epoch for all. */
  public static EpochStamp of(EpochAnnouncement epoch) {
    return new EpochStamp(Optional.of(epoch), Optional.empty());
  }

  /** By the epoch of a time. */
  public static EpochStamp of(EpochAnnouncement epoch, AsOf fit) {
    return new EpochStamp(Optional.of(epoch), Optional.of(fit));
  }

  /** As it travels. */
  public byte[] toBytes() {
    byte[] json = epoch.map(EpochMessageJson::write).orElseGet(() -> new byte[0]);
    byte[] bytes = new byte[1 + json.length];
    bytes[0] = (byte) (fit.map(FITS::indexOf).orElse(-1) + 1);
    System.arraycopy(json, 0, bytes, 1, json.length);
    return bytes;
  }

  /**
   * As it was.
   *
   * @throws IllegalArgumentException if these are no bytes of a stamp
   */
  static EpochStamp ofBytes(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] < 0 || bytes[0] > FITS.size()) {
      throw new IllegalArgumentException("this is no stamp of an epoch");
    }
    Optional<AsOf> fit = bytes[0] == 0 ? Optional.empty() : Optional.of(FITS.get(bytes[0] - 1));
    if (bytes.length == 1) {
      return new EpochStamp(Optional.empty(), fit);
    }
    if (EpochMessageJson.read(Arrays.copyOfRange(bytes, 1, bytes.length))
        instanceof EpochAnnouncement announcement) {
      return new EpochStamp(Optional.of(announcement), fit);
    }
    throw new IllegalArgumentException("this stamp names no epoch");
  }
}
