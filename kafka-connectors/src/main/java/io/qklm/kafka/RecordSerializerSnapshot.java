package io.qklm.kafka;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What a checkpoint remembers of a record serializer: the number of its format. */
abstract class RecordSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

  private int readVersion = RecordBytes.VERSION;

  @Override
  public int getCurrentVersion() {
    return RecordBytes.VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) {
    // The version, which Flink writes, says all.
  }

  @Override
  public void readSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
    if (version < 1 || version > RecordBytes.VERSION) {
      throw new IOException(
          "the state holds records of format "
              + version
              + ", this version of QKLM Streams reads formats 1 to "
              + RecordBytes.VERSION
              + "; restore it with the version that wrote it");
    }
    readVersion = version;
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    if (old.getClass() != getClass()) {
      return TypeSerializerSchemaCompatibility.incompatible();
    }
    return ((RecordSerializerSnapshot<T>) old).readVersion == RecordBytes.VERSION
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
  }
}
