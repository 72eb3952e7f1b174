package io.qklm.kg.store.repository.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.qklm.kg.store.files.Sha256;
import io.qklm.kg.store.repository.EpochName;
import io.qklm.kg.store.repository.ObjectStore;
import io.qklm.kg.store.repository.ObjectStoreContract;
import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The contract over a real S3 server. */
class S3StoreIT extends ObjectStoreContract {

  private static final String BUCKET = "knowledge";

  @TempDir static Path server;
  private static S3Server s3;
  private static int tests;

  private String prefix = "";

  @BeforeAll
  static void start() throws IOException {
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    s3 = S3Server.start(server, BUCKET);
  }

  @AfterAll
  static void stop() {
    s3.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  /** S3 does; this server looks and writes in two steps. */
  @Override
  protected boolean decidesRaces() {
    return false;
  }

  @Override
  protected ObjectStore open() throws IOException {
    if (prefix.isEmpty()) {
      prefix = "team/test-" + ++tests;
    }
    return new S3StoreProvider().open(URI.create(s3.address(BUCKET, prefix)), true);
  }

  /** It lets anybody in. */
  @Test
  void theServerOfTheseTestsListensOnTheLoopbackAddressAlone() throws IOException {
    int tried = 0;
    for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(card.getInetAddresses())) {
        try (Socket socket = new Socket()) {
          InetSocketAddress place = new InetSocketAddress(address, s3.port());
          if (address.equals(InetAddress.getLoopbackAddress())) {
            socket.connect(place, 5_000);
            tried++;
          } else {
            assertThatThrownBy(() -> socket.connect(place, 5_000))
                .as(address.toString())
                .isInstanceOf(IOException.class);
          }
        }
      }
    }
    assertThat(tried).isEqualTo(1);
  }

  @Test
  void isARepositoryByItsAddress() throws IOException {
    String address = s3.address(BUCKET, prefix + "/");
    EpochName epoch = new EpochName(3, "a".repeat(64));
    try (SnapshotRepository repository = SnapshotRepository.create(address)) {
      assertThat(repository.place()).isEqualTo("s3://" + BUCKET + "/" + prefix);
      repository.putManifest(epoch, new byte[] {1});
      repository.announce(epoch);
    }
    try (SnapshotRepository repository = SnapshotRepository.open(address)) {
      assertThat(repository.epochs()).containsExactly(epoch);
      assertThat(repository.head()).hasValue(epoch);
    }
  }

  @Test
  void sendsLargeFilesInParts() throws IOException {
    byte[] large = new byte[12_000_000];
    new Random(5).nextBytes(large);
    Path file = Files.write(folder.resolve("large"), large);
    S3Address address = S3Address.parse(URI.create(s3.address(BUCKET, prefix)));
    try (S3Client client =
            S3Client.builder()
                .endpointOverride(address.endpoint().orElseThrow())
                .region(Region.EU_CENTRAL_1)
                .forcePathStyle(true)
                .build();
        ObjectStore store = open()) {
      new S3Uploads(client, BUCKET, 5 << 20)
          .put(address.prefix() + "blobs/large", file, Sha256.hexOf(large));
      Path target = folder.resolve("target");
      store.download("blobs/large", target);
      assertThat(Sha256.hexOf(target)).isEqualTo(Sha256.hexOf(large));
    }
  }

  @Test
  void saysWhatIsWrongWithAnAddress() {
    assertThatThrownBy(() -> SnapshotRepository.open(s3.address("none", "x")))
        .hasMessage("there is no bucket none; make it first");
    assertThatThrownBy(
            () ->
                SnapshotRepository.open("s3://b/x?region=eu-central-1&endpoint=http://127.0.0.1:1"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("s3://b/x cannot be used: ");
    assertThatThrownBy(() -> SnapshotRepository.open("s3:///x")).hasMessageContaining("no bucket");
    assertThatThrownBy(() -> SnapshotRepository.open("s3://b/x?regoin=a"))
        .hasMessageContaining("'regoin=a'")
        .hasMessageContaining("[endpoint, pathStyle, region]");
    assertThatThrownBy(() -> SnapshotRepository.open("s3://b/x?endpoint=localhost:9000"))
        .hasMessageContaining("it begins with https:// or http://");
    assertThatThrownBy(() -> SnapshotRepository.open("s3://b/x?pathStyle=perhaps"))
        .hasMessageContaining("neither true nor false");
  }

  @Test
  void withoutTheSdkThereIsASentence() throws Exception {
    List<URL> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (!entry.contains("awssdk")) {
        path.add(Path.of(entry).toUri().toURL());
      }
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(path.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> repository = loader.loadClass(SnapshotRepository.class.getName());
      assertThatThrownBy(() -> repository.getMethod("open", String.class).invoke(null, "s3://b/x"))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("needs the AWS SDK", "software.amazon.awssdk:s3");
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
