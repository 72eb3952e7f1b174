package io.qklm.deploy.starter;

import static org.assertj.core.api.Assertions.assertThat;

import io.qklm.kg.store.build.PrecomputedCodes;
import io.qklm.model.BundleEmbedder;
import io.qklm.model.ModelBundle;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class StarterVectorsTest {

  @Test
  void theShippedVectorsAreThoseOfTheBundledModel() throws IOException {
    PrecomputedCodes shipped = StarterKnowledge.vectors().orElseThrow();
    try (BundleEmbedder embedder = BundleEmbedder.open(ModelBundle.zeroShot(), 1)) {
      assertThat(shipped.embedderDigest())
          .as(
              "the model or its verbalisation changed; make the vectors again with './qklm kg build"
                  + " --source starter=deploy/target/qklm/starter --output /tmp/starter"
                  + " --write-vectors"
                  + " deploy/src/main/resources/io/qklm/deploy/starter/vectors.qkv'")
          .isEqualTo(embedder.digest());
    }
    assertThat(shipped.size()).isGreaterThan(36_000);
    assertThat(shipped.quantizer().subspaces()).isEqualTo(32);
  }
}
