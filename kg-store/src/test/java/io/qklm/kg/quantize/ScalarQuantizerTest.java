package io.qklm.kg.quantize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScalarQuantizerTest {

  private final ScalarQuantizer quantizer = new ScalarQuantizer(5);

  @Property
  void isOffByHalfAScaleAtMost(@ForAll long seed) {
    Random random = new Random(seed);
    // Any bit pattern that is a number: from the least float to the greatest.
    int magnitude = random.nextInt(255);
    float[] vector = new float[5];
    for (int d = 0; d < 5; d++) {
      int exponent = Math.max(0, magnitude - random.nextInt(10));
      vector[d] = Float.intBitsToFloat((random.nextInt() & 0x807FFFFF) | (exponent << 23));
    }
    byte[] code = new byte[quantizer.codeLength() + 3];
    quantizer.encode(vector, code, 3);
    float[] decoded = new float[5];
    quantizer.decode(code, 3, decoded, 0);
    float greatest = 0;
    for (float value : vector) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int d = 0; d < 5; d++) {
      assertThat(decoded[d]).isEqualTo(vector[d], within(greatest / 127 * 0.5001f + 1e-43f));
    }
  }

  @Test
  void writesTheDocumentedBytes() {
    byte[] code = new byte[9];
    quantizer.encode(new float[] {127, -127, 1, 0.4f, -0.6f}, code, 0);
    assertThat(code).containsExactly(0, 0, 0x80, 0x3F, 127, -127, 1, 0, -1);
    assertThat(quantizer.dot(new float[] {1, 2, 3, 4, 5}, code, 0)).isEqualTo(-129f);
  }

  @Test
  void refusesNumbersThatAreNone() {
    assertThatThrownBy(() -> quantizer.encode(new float[] {0, 0, Float.NaN, 0, 0}, new byte[9], 0))
        .hasMessage("component 2 is NaN; only finite numbers can be encoded");
    assertThatThrownBy(() -> quantizer.encode(new float[4], new byte[9], 0))
        .hasMessage("this quantizer takes vectors of 5 components, got 4");
  }
}
