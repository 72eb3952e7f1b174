package io.qklm.cluster.step;

import io.qklm.kg.store.repository.LeaseLock;
import io.qklm.kg.store.repository.ObjectStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A repository's store whose calls can be made to fail, named by what they do and their key. */
final class TroubledStore implements ObjectStore {

  private final ObjectStore real;
  private final Trouble trouble;
  private final boolean leaseLock;
  private final Clock clock;

  /**
   * @param leaseLock whether its lock is made of objects, as in S3
   * @param clock of such locks
   */
  TroubledStore(ObjectStore real, Trouble trouble, boolean leaseLock, Clock clock) {
    this.real = real;
    this.trouble = trouble;
    this.leaseLock = leaseLock;
    this.clock = clock;
  }

  @Override
  public String place() {
    return real.place();
  }

  @Override
  public Optional<Long> size(String key) throws IOException {
    trouble.before("size " + key);
    return real.size(key);
  }

  @Override
  public Optional<byte[]> read(String key) throws IOException {
    trouble.before("read " + key);
    return real.read(key);
  }

  @Override
  public void write(String key, byte[] bytes) throws IOException {
    trouble.before("write " + key);
    real.write(key, bytes);
    trouble.before("answer write " + key);
  }

  @Override
  public boolean create(String key, byte[] bytes) throws IOException {
    trouble.before("create " + key);
    return real.create(key, bytes);
  }

  @Override
  public void upload(String key, Path file, String sha256) throws IOException {
    trouble.before("upload " + key);
    real.upload(key, file, sha256);
  }

  @Override
  public void download(String key, Path target) throws IOException {
    trouble.before("download " + key);
    real.download(key, target);
  }

  @Override
  public List<String> list(String folder) throws IOException {
    trouble.before("list " + folder);
    return real.list(folder);
  }

  @Override
  public void delete(String key) throws IOException {
    trouble.before("delete " + key);
    real.delete(key);
  }

  @Override
  public WriteLock lock() throws IOException {
    trouble.before("lock");
    return leaseLock ? new LeaseLock(this, clock).take() : real.lock();
  }

  @Override
  public void close() throws IOException {
    real.close();
  }
}
