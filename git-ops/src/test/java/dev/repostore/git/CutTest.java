package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The connection breaks at many places of each request and of each answer of everything. */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class CutTest {

  private FaultBed bed;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    bed = new FaultBed(folder);
  }

  @AfterAll
  void stop() throws Exception {
    bed.fixture.wire.reset();
    for (Path clone : new Path[] {bed.clone, bed.shallow}) {
      assertThat(new RealGit(clone).run("fsck", "--strict")).isEmpty();
    }
    bed.close();
  }

  @ParameterizedTest
  @EnumSource
  void atSomePlaces(Deed deed) throws Exception {
    cut(deed, 3);
  }

  @Tag("soak")
  @ParameterizedTest
  @EnumSource
  void atManyPlaces(Deed deed) throws Exception {
    cut(deed, 60);
  }

  private void cut(Deed deed, int places) throws Exception {
    FaultBed.Good good = bed.good(deed);
    int failed = 0;
    TreeSet<Long> received = new TreeSet<>();
    TreeSet<Long> sent = new TreeSet<>();
    for (int request = 0; request < good.requests(); request++) {
      long from = good.received().get(request);
      long size = good.received().get(request + 1) - from;
      received.add(from);
      received.add(from + size - 1);
      for (int i = 0; i < places; i++) {
        received.add(from + 1 + size * i * i / places / places);
      }
    }
    long all = good.sent().get(good.requests());
    long parts = (long) places * good.requests();
    for (int i = 0; i < parts; i++) {
      sent.add(all * i / parts);
    }
    sent.add(all - 1);
    sent.add(all - 20);
    for (long at : received) {
      bed.fixture.wire.cutReceivedAfter(at);
      failed += attempt(deed, good, "answer cut at " + at + " of " + good.received());
    }
    for (long at : sent) {
      bed.fixture.wire.cutSentAfter(at);
      failed += attempt(deed, good, "request cut at " + at + " of " + all);
    }
    // What is missing at the very end may be no loss.
    assertThat(failed).isGreaterThan((received.size() + sent.size()) * 3 / 4);
    bed.fixture.wire.reset();
  }

  /** 1 if it failed, as it should; 0 if all was there before the cut. */
  private int attempt(Deed deed, FaultBed.Good good, String where) throws Exception {
    try {
      assertThat(deed.of(bed.fixture.remote, bed)).as(where).isEqualTo(good.result());
      bed.restore();
      return 0;
    } catch (GitException broken) {
      FaultWords.requireClear(broken);
      assertThat(broken).as(where).isInstanceOf(RemoteUnavailableException.class);
      if (deed.writes()) {
        if (!bed.served().equals(bed.refs())) {
          assertThat(bed.isDone(deed)).as(where).isTrue();
          assertThat(broken.unsettled()).as(where).isTrue();
        }
        FaultWords.requireOutcome(broken);
      }
      bed.requireAsBefore();
      return 1;
    }
  }
}
