package dev.repostore.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GrowthTest {

  @Test
  void aSeedGivesTheSameHistoryEachTime() throws IOException {
    assertThat(stream(7)).isEqualTo(stream(7)).isNotEqualTo(stream(8));
  }

  private static byte[] stream(int seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Growth(seed, 20, 30, 10, 3, 2, 1).write(out);
    return out.toByteArray();
  }

  @Test
  void theTinySampleIsWhatItSays(@TempDir Path folder) throws IOException {
    Path bare = new Masters(folder).of(Sample.TINY);
    Seed seed = Seed.of(Sample.TINY, bare);
    // The commit: a change here changes every figure that was measured with it.
    assertThat(seed.main()).isEqualTo(Masters.git(bare, "rev-parse", "HEAD").trim());
    assertThat(Masters.git(bare, "rev-list", "--count", "main").trim()).isEqualTo("10");
    assertThat(seed.objects()).isBetween(45L, 60L);
    assertThat(seed.blobless()).isEqualTo(30);
    assertThat(seed.tips()).containsExactly(seed.main());
    assertThat(new Masters(folder).of(Sample.TINY)).isEqualTo(bare);
  }
}
