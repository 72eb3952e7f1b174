package io.qklm.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How sessions of ONNX Runtime are opened and closed here. */
final class Sessions {

  /** ONNX Runtime's name for the folder of external weights of a graph in memory. */
  private static final String WEIGHTS_IN = "session.model_external_initializers_file_folder_path";

  private Sessions() {}

  /**
   * Opens a session.
   *
   * @param what the graph is called in messages
   * @param graph the ONNX file's bytes
   * @param threads threads used for one run
   * @throws ModelException if the graph cannot be loaded
   */
  static OrtSession open(String what, byte[] graph, int threads) {
    return open(what, graph, threads, ByteProducts.options());
  }

  /**
   * The same of a file, whose large weights may stand in files beside it.
   *
   * @throws ModelException if the graph cannot be loaded
   */
  static OrtSession open(String what, Path graph, int threads) {
    try (OrtSession.SessionOptions options = options(threads, ByteProducts.options())) {
      return OrtEnvironment.getEnvironment().createSession(graph.toString(), options);
    } catch (OrtException e) {
      throw new ModelException("the " + what + " cannot be loaded: " + e.getMessage(), e);
    }
  }

  /** The same, with {@code further} entries of the session's configuration. */
  static OrtSession open(String what, byte[] graph, int threads, Map<String, String> further) {
    try (OrtSession.SessionOptions options = options(threads, further)) {
      return OrtEnvironment.getEnvironment().createSession(graph, options);
    } catch (OrtException e) {
      throw new ModelException("the " + what + " cannot be loaded: " + e.getMessage(), e);
    }
  }

  private static OrtSession.SessionOptions options(int threads, Map<String, String> further)
      throws OrtException {
    OrtEnvironment.getEnvironment().setTelemetry(false);
    OrtSession.SessionOptions options = new OrtSession.SessionOptions();
    try {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Shapes change with every text; remembered allocation patterns would only pile up.
      options.setMemoryPatternOptimization(false);
      for (Map.Entry<String, String> entry : further.entrySet()) {
        options.addConfigEntry(entry.getKey(), entry.getValue());
      }
      return options;
    } catch (OrtException e) {
      options.close();
      throw e;
    }
  }

  /**
   * Opens a session of a graph whose large weights stand in files of {@code folder}.
   *
   * @throws ModelException if the graph cannot be loaded
   */
  static OrtSession openBeside(String what, byte[] graph, Path folder, int threads) {
    Map<String, String> further = new HashMap<>(ByteProducts.options());
    further.put(WEIGHTS_IN, folder.toString());
    return open(what, graph, threads, further);
  }

  static void close(String what, OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ModelException(
          "the session of the " + what + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
