package io.qklm.training.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Operations that PyTorch has and DJL does not offer: casts to bfloat16 (DJL's native side knows no
 * such type and aborts the process) and fused attention. They are a few lines of TorchScript, put
 * into an archive in memory and run with gradients. Belongs to one run; not safe for more than one
 * thread.
 */
public final class Kernels implements AutoCloseable {

  private static final String SOURCE = "kernels.torchscript";

  /** A pickled {@code __torch__.Kernels} whose only attribute is {@code training = True}. */
  private static final byte[] OBJECT =
      "\u0080\u0002c__torch__\nKernels\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0088ub."
          .getBytes(StandardCharsets.ISO_8859_1);

  /** A pickled empty tuple. */
  private static final byte[] CONSTANTS = "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1);

  private final PtSymbolBlock module;
  private final NDManager manager;
  private final Map<String, NDArray> selectors = new HashMap<>();

  /**
   * Loads the operations.
   *
   * @param parent outlives them
   */
  public Kernels(NDManager parent) {
    this.manager = parent.newSubManager();
    // The optimizing executor would recompile for every new shape and batch.
    JniUtils.setGraphExecutorOptimize(false);
    try {
      this.module =
          JniUtils.loadModule(
              (PtNDManager) manager, new ByteArrayInputStream(archive()), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException("the kernels cannot be loaded", e);
    }
  }

  /** {@code x} in bfloat16. */
  NDArray narrow(NDArray x) {
    return run("narrow", x);
  }

  /** {@code x} in 32-bit floats; DJL's own {@code toType} cuts the gradient. */
  NDArray wide(NDArray x) {
    return run("wide", x);
  }

  /** {@code x W^T + b} in bfloat16, with {@code W [outputs, inputs]}. */
  NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return run("linear", x, weight, bias);
  }

  /** {@code x (W + U D)^T + b} in bfloat16, with {@code D [rank, inputs], U [outputs, rank]}. */
  NDArray changedLinear(NDArray x, NDArray weight, NDArray bias, NDArray down, NDArray up) {
    return run("changed_linear", x, weight, bias, down, up);
  }

  /** The same in the numbers that are given. */
  NDArray wideChangedLinear(NDArray x, NDArray weight, NDArray bias, NDArray down, NDArray up) {
    return run("wide_changed_linear", x, weight, bias, down, up);
  }

  /**
   * {@code softmax(q k^T / sqrt(width)) v} in one pass that never stores the weights (Dao et al.
   * 2022); the fastest form in 32-bit floats, and the slowest in bfloat16.
   *
   * @param q {@code [B, heads, T, width]}, as are {@code k} and {@code v}
   * @param bias {@code [B, 1, 1, T]}, added to the logits; null for none
   */
  NDArray fusedAttention(NDArray q, NDArray k, NDArray v, @Nullable NDArray bias) {
    return bias == null
        ? run("fused_attention", q, k, v)
        : run("fused_attention_masked", q, k, v, bias);
  }

  /** As {@link #fusedAttention}, as two products in bfloat16, with {@code scale} in one number. */
  NDArray narrowAttention(NDArray q, NDArray k, NDArray v, NDArray scale, @Nullable NDArray bias) {
    return bias == null
        ? run("narrow_attention", q, k, v, scale)
        : run("narrow_attention_masked", q, k, v, scale, bias);
  }

  /**
   * {@code x} times 0 or {@code scale}.
   *
   * @param bytes uint8, one for each unit of {@code x}
   * @param threshold units whose byte is below it become 0
   */
  NDArray drop(NDArray x, NDArray bytes, NDArray threshold, NDArray scale) {
    return run("drop", x, bytes, threshold, scale);
  }

  /**
   * {@code x} with a large negative number at {@code places}, which count row by row; no gradient
   * goes there.
   */
  NDArray hide(NDArray x, NDArray places) {
    return run("hide", x, places);
  }

  /**
   * The logarithm of the sum of exponentials over the last axis, {@code [..., n]} to {@code [...]}.
   */
  NDArray logSumExp(NDArray x) {
    return run("log_sum_exp", x);
  }

  /**
   * One step of AdamW in place, without a gradient of its own.
   *
   * @param numbers {@code [8]}, float64: what {@code AdamW} says
   */
  void adamw(NDArray parameter, NDArray gradient, NDArray first, NDArray second, NDArray numbers) {
    run(false, "adamw", parameter, gradient, first, second, numbers).close();
  }

  private NDArray run(String method, NDArray... arguments) {
    return run(true, method, arguments);
  }

  private NDArray run(boolean learns, String method, NDArray... arguments) {
    NDList list = new NDList(arguments);
    list.add(selectors.computeIfAbsent(method, this::selector));
    return IValueUtils.forward(module, list, learns).singletonOrThrow();
  }

  /** DJL picks a method by the name of a last, otherwise unused array. */
  private NDArray selector(String method) {
    NDArray selector = manager.create(0f);
    selector.setName("module_method:" + method);
    return selector;
  }

  private static byte[] archive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (InputStream source = Kernels.class.getResourceAsStream(SOURCE);
        ZipOutputStream zip = new ZipOutputStream(bytes)) {
      if (source == null) {
        throw new IOException("the resource " + SOURCE + " is missing");
      }
      zip.setMethod(ZipOutputStream.STORED);
      add(zip, "data.pkl", OBJECT);
      add(zip, "code/__torch__.py", source.readAllBytes());
      add(zip, "constants.pkl", CONSTANTS);
      add(zip, "version", "10\n".getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 checksum = new CRC32();
    checksum.update(content);
    ZipEntry entry = new ZipEntry("kernels/" + name);
    entry.setSize(content.length);
    entry.setCrc(checksum.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  @Override
  public void close() {
    module.close();
    manager.close();
  }
}
