package io.qklm.training.engine;

/** What the numbers of a matrix product are, on their way in; parameters stay 32-bit floats. */
public enum Precision {
  /** 32-bit floats all the way. */
  FLOAT32,
  /**
   * Products in bfloat16, sums and everything outside products in 32-bit floats (Micikevicius et
   * al. 2018, with bfloat16 no loss scaling is needed).
   */
  BFLOAT16
}
