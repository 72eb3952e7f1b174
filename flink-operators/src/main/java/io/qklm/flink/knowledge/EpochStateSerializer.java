package io.qklm.flink.knowledge;

import io.qklm.kg.epoch.EpochAnnouncement;
import io.qklm.kg.epoch.EpochMessageJson;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * {@link EpochState} in checkpoints. Format 1: the byte 1; the epoch in force as a list of none or
 * one; the announcements as a list; whether the timeline is settled, as boolean, and up to when, as
 * long, milliseconds since 1970, 0 if not; whether any were forgotten, as boolean. A list is an int
 * and as many announcements; an announcement is an int and as many bytes of its JSON.
 */
public final class EpochStateSerializer extends TypeSerializerSingleton<EpochState> {

  private static final long serialVersionUID = 1L;

  private static final byte VERSION = 1;

  /** The only one. */
  public static final EpochStateSerializer INSTANCE = new EpochStateSerializer();

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public EpochState createInstance() {
    return new EpochState(Optional.empty(), List.of(), Optional.empty(), false);
  }

  @Override
  public EpochState copy(EpochState from) {
    return from;
  }

  @Override
  public EpochState copy(EpochState from, EpochState reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(EpochState state, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    write(state.inForce().stream().toList(), out);
    write(state.announcements(), out);
    out.writeBoolean(state.settledUntil().isPresent());
    out.writeLong(state.settledUntil().map(Instant::toEpochMilli).orElse(0L));
    out.writeBoolean(state.forgotten());
  }

  @Override
  public EpochState deserialize(DataInputView in) throws IOException {
    byte version = in.readByte();
    if (version != VERSION) {
      throw new IOException(
          "this state of epochs has format "
              + version
              + " and this version reads format "
              + VERSION
              + "; restore it with the version that wrote it, or a newer one");
    }
    Optional<EpochAnnouncement> inForce = read(in).stream().findFirst();
    List<EpochAnnouncement> announcements = read(in);
    boolean settled = in.readBoolean();
    Instant until = Instant.ofEpochMilli(in.readLong());
    return new EpochState(
        inForce, announcements, settled ? Optional.of(until) : Optional.empty(), in.readBoolean());
  }

  @Override
  public EpochState deserialize(EpochState reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  private static void write(List<EpochAnnouncement> announcements, DataOutputView out)
      throws IOException {
    out.writeInt(announcements.size());
    for (EpochAnnouncement announcement : announcements) {
      byte[] json = EpochMessageJson.write(announcement);
      out.writeInt(json.length);
      out.write(json);
    }
  }

  private static List<EpochAnnouncement> read(DataInputView in) throws IOException {
    int count = in.readInt();
    List<EpochAnnouncement> announcements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = in.readInt();
      if (length < 0 || length > EpochMessageJson.MAX_BYTES) {
        throw new IOException("this state of epochs is damaged: an announcement of " + length);
      }
      byte[] json = new byte[length];
      in.readFully(json);
      if (EpochMessageJson.read(json) instanceof EpochAnnouncement announcement) {
        announcements.add(announcement);
      } else {
        throw new IOException("this state of epochs is damaged: a heartbeat among the epochs");
      }
    }
    return announcements;
  }

  @Override
  public TypeSerializerSnapshot<EpochState> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in checkpoints: neither renamed nor moved. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<EpochState> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
