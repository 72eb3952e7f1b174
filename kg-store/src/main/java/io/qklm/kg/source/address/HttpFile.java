package io.qklm.kg.source.address;

import io.qklm.kg.source.address.Addresses.Patience;
import io.qklm.kg.source.lines.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A file on a web server, read over one connection at a time. */
final class HttpFile implements SourceFile {

  private final WebAddress address;
  private final Patience patience;
  private final Transfer transfer = new Transfer();

  HttpFile(URI address, Optional<URI> proxy, Patience patience) {
    this.address = new WebAddress(address, proxy, patience.silence());
    this.patience = patience;
  }

  @Override
  public String name() {
    return address.name();
  }

  Patience patience() {
    return patience;
  }

  Transfer transfer() {
    return transfer;
  }

  @Override
  public Optional<String> progress() {
    return transfer.progress();
  }

  @Override
  public InputStream open(long offset) throws IOException {
    return new HttpInput(this, offset);
  }

  /** By length, tag and time of the server's answer; the address alone where it says none. */
  @Override
  public String state() throws IOException {
    HttpURLConnection connection = connect("HEAD", 0, "");
    try {
      return name()
          + " "
          + connection.getContentLengthLong()
          + " bytes, "
          + connection.getHeaderField("ETag")
          + ", "
          + connection.getHeaderField("Last-Modified");
    } finally {
      connection.disconnect();
    }
  }

  /**
   * Asks the server and follows where it sends; the answer's head is there, its body is not read.
   *
   * @param validator tag of the file as it was, so that another is not taken for it; may be empty
   */
  HttpURLConnection connect(String method, long offset, String validator) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    if (offset > 0) {
      headers.put("Range", "bytes=" + offset + "-");
      if (!validator.isEmpty()) {
        headers.put("If-Range", validator);
      }
    }
    return address.connect(method, headers);
  }
}
