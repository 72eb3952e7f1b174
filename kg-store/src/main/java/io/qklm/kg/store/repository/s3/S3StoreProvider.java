package io.qklm.kg.store.repository.s3;

import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.ObjectStoreProvider;
import java.io.IOException;
import java.net.URI;

/** Opens {@code s3://bucket/prefix}. Loads no class of the AWS SDK before that. */
public final class S3StoreProvider implements ObjectStoreProvider {

  @Override
  public boolean handles(String scheme) {
    return scheme.equals("s3");
  }

  @Override
  public ObjectStore open(URI address, boolean create) throws IOException {
    S3Address parsed = S3Address.parse(address);
    try {
      return S3Store.open(parsed);
    } catch (NoClassDefFoundError e) {
      throw new IOException(
          "a repository at "
              + address
              + " needs the AWS SDK for Java 2, which is not on the class path; add"
              + " software.amazon.awssdk:s3 and software.amazon.awssdk:url-connection-client with"
              + " what they need",
          e);
    }
  }
}
