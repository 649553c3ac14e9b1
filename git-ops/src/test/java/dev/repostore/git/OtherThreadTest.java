package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OtherThreadTest {

  private final List<String> done = new ArrayList<>();

  private static void refuse(FutureTask<?> task) {
    throw new OutOfMemoryError("unable to create native thread");
  }

  @Test
  void whereThereCanBeNoOtherThreadThisOneDoesItAll() throws Exception {
    try (OtherThread other = new OtherThread(OtherThreadTest::refuse)) {
      other.add(() -> done.add("second"));
      other.addFirst(() -> done.add("first"));
      assertThat(done).isEmpty();
      other.finish();
    }
    assertThat(done).containsExactly("first", "second");
  }

  @Test
  void closingWaitsForNoThreadThatNeverBegan() throws Exception {
    try (OtherThread other = new OtherThread(OtherThreadTest::refuse)) {
      other.add(() -> done.add("never"));
    }
    assertThat(done).isEmpty();
  }

  @Test
  void whatBreaksInTheOtherThreadBreaksHere() {
    assertThatThrownBy(() -> {
          try (OtherThread other = new OtherThread()) {
            other.add(() -> {
              throw new IOException("the disk is full");
            });
            other.finish();
          }
        })
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }
}
