package io.qklm.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration of a cluster: everything on the loopback interface, RocksDB for keyed state,
 * retained checkpoints, and failures noticed within seconds instead of a minute.
 *
 * @param folder of the cluster
 * @param values Flink's settings
 * @param restPort where the job manager answers
 * @param zooKeeperPort where ZooKeeper answers, if it runs
 */
record FlinkSettings(Path folder, Map<String, String> values, int restPort, int zooKeeperPort) {

  private static final int TASK_HEAP_MEGABYTES = 384;
  private static final int FRAMEWORK_HEAP_MEGABYTES = 128;

  static FlinkSettings of(ClusterOptions options) throws IOException {
    List<Integer> ports = freePorts(3);
    Path folder = options.folder();
    Map<String, String> values = new TreeMap<>();
    values.put("rest.address", "127.0.0.1");
    values.put("rest.bind-address", "127.0.0.1");
    values.put("rest.port", ports.get(0).toString());
    values.put("jobmanager.rpc.address", "127.0.0.1");
    values.put("jobmanager.rpc.port", ports.get(1).toString());
    values.put("jobmanager.bind-host", "127.0.0.1");
    values.put("taskmanager.host", "127.0.0.1");
    values.put("taskmanager.bind-host", "127.0.0.1");
    values.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slots()));
    values.put("io.tmp.dirs", folder.resolve("tmp").toString());
    // What Flink's scripts work out before they start a worker.
    values.put("taskmanager.cpu.cores", "1.0");
    values.put("taskmanager.memory.task.heap.size", TASK_HEAP_MEGABYTES + "m");
    values.put("taskmanager.memory.framework.heap.size", FRAMEWORK_HEAP_MEGABYTES + "m");
    values.put("taskmanager.memory.task.off-heap.size", "512m");
    values.put("taskmanager.memory.framework.off-heap.size", "128m");
    values.put("taskmanager.memory.jvm-metaspace.size", "256m");
    values.put("taskmanager.memory.jvm-overhead.min", "192m");
    values.put("taskmanager.memory.jvm-overhead.max", "192m");
    values.put("taskmanager.memory.network.min", "64m");
    values.put("taskmanager.memory.network.max", "64m");
    values.put("taskmanager.memory.managed.size", "64m");
    values.put("state.backend.type", "rocksdb");
    values.put("execution.checkpointing.incremental", "true");
    values.put("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    values.put("execution.checkpointing.savepoint-dir", savepoints(folder).toUri().toString());
    values.put("execution.checkpointing.num-retained", "2");
    // As the README tells users.
    values.put("classloader.parent-first-patterns.additional", "ai.onnxruntime;ai.djl");
    values.put("heartbeat.interval", "1 s");
    values.put("heartbeat.timeout", "10 s");
    values.put("heartbeat.rpc-failure-threshold", "2");
    values.put("web.submit.enable", "false");
    if (options.highAvailability()) {
      values.put("high-availability.type", "zookeeper");
      values.put("high-availability.zookeeper.quorum", "127.0.0.1:" + ports.get(2));
      values.put("high-availability.zookeeper.path.root", "/qklm");
      values.put("high-availability.storageDir", folder.resolve("ha").toUri().toString());
      values.put("high-availability.zookeeper.client.session-timeout", "10 s");
      values.put("high-availability.zookeeper.client.connection-timeout", "10 s");
    }
    values.putAll(options.settings());
    return new FlinkSettings(folder, values, ports.get(0), ports.get(2));
  }

  static Path savepoints(Path folder) {
    return folder.resolve("savepoints");
  }

  static int workerHeapMegabytes() {
    return TASK_HEAP_MEGABYTES + FRAMEWORK_HEAP_MEGABYTES;
  }

  Path conf() {
    return folder.resolve("conf");
  }

  Path zooKeeperConf() {
    return conf().resolve("zoo.cfg");
  }

  void write() throws IOException {
    Files.createDirectories(conf());
    Files.createDirectories(folder.resolve("tmp"));
    StringBuilder yaml = new StringBuilder();
    values.forEach((name, value) -> yaml.append(name).append(": '").append(value).append("'\n"));
    Files.writeString(conf().resolve("config.yaml"), yaml);
    Files.writeString(
        zooKeeperConf(),
        """
        tickTime=500
        clientPort=%d
        clientPortAddress=127.0.0.1
        admin.enableServer=false
        dataDir=%s
        """
            .formatted(zooKeeperPort, folder.resolve("zookeeper")));
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        sockets.add(socket);
        ports.add(socket.getLocalPort());
      }
      return ports;
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
