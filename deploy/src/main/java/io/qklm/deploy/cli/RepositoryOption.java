package io.qklm.deploy.cli;

import io.qklm.kg.store.repository.SnapshotRepository;
import java.io.IOException;
import picocli.CommandLine.Option;

/** {@code --repository}: where epochs are kept. */
final class RepositoryOption {

  @Option(
      names = "--repository",
      required = true,
      paramLabel = "ADDRESS",
      description = "Folder of the repository, or s3://BUCKET/PREFIX.")
  private String address = "";

  /** As the user named it. */
  String address() {
    return address;
  }

  /** The repository, which must be there. */
  SnapshotRepository open() throws IOException {
    return SnapshotRepository.open(address);
  }

  /** The repository, made if it is missing. */
  SnapshotRepository create() throws IOException {
    return SnapshotRepository.create(address);
  }
}
