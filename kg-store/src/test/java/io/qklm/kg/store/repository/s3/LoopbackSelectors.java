package io.qklm.kg.store.repository.s3;

import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;

/**
 * The JDK's channels, but what would listen on all addresses listens on the loopback one. For a
 * program that cannot be told where to listen: {@code -Djava.nio.channels.spi.SelectorProvider}
 * names this class, {@code --add-exports java.base/sun.nio.ch=ALL-UNNAMED} lets it find the JDK's
 * own.
 */
public final class LoopbackSelectors extends SelectorProvider {

  private final SelectorProvider system;

  /** Called by the JDK. */
  public LoopbackSelectors() throws ReflectiveOperationException {
    Class<?> known = Class.forName("sun.nio.ch.DefaultSelectorProvider");
    this.system = (SelectorProvider) known.getMethod("get").invoke(null);
  }

  @Override
  public ServerSocketChannel openServerSocketChannel() throws IOException {
    return new LoopbackServerChannel(this, system.openServerSocketChannel());
  }

  @Override
  public DatagramChannel openDatagramChannel() throws IOException {
    return system.openDatagramChannel();
  }

  @Override
  public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
    return system.openDatagramChannel(family);
  }

  @Override
  public Pipe openPipe() throws IOException {
    return system.openPipe();
  }

  @Override
  public AbstractSelector openSelector() throws IOException {
    return system.openSelector();
  }

  @Override
  public SocketChannel openSocketChannel() throws IOException {
    return system.openSocketChannel();
  }
}
