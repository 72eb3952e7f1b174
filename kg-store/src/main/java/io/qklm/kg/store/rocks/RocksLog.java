package io.qklm.kg.store.rocks;

import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes RocksDB's warnings to this program's log. Without a logger RocksDB writes a {@code LOG}
 * file into the folder it reads from.
 */
final class RocksLog extends Logger {

  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(RocksLog.class);

  RocksLog(DBOptions options) {
    super(options);
    setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
  }

  @Override
  protected void log(InfoLogLevel level, String message) {
    if (level.getValue() >= InfoLogLevel.ERROR_LEVEL.getValue()
        && level != InfoLogLevel.HEADER_LEVEL) {
      LOG.error("RocksDB: {}", message);
    } else {
      LOG.debug("RocksDB: {}", message);
    }
  }
}
