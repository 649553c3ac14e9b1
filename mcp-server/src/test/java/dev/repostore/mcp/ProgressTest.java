package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes long tells how far it is; of imports, {@link ImportTest} has it. */
@ParameterizedClass
@EnumSource(Place.class)
class ProgressTest extends OnAStore {

  ProgressTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeRepo() {
    desk.ok("create_repo", name("x"));
    commit("x", "a.txt", "one\n");
  }

  private List<String> steps(String tool, Map<String, Object> arguments) {
    List<String> steps = new ArrayList<>();
    Outcome outcome = desk.call(tool, arguments, new Desk.Mute() {
      @Override
      public void progress(double done, @Nullable Double total, String step) {
        steps.add(step);
      }
    });
    assertThat(outcome.failed()).as("%s", outcome.fields()).isFalse();
    return steps;
  }

  @Test
  void clonesPullsPushesAndForksTell() throws IOException {
    assertThat(steps("clone", repo("x"))).isNotEmpty();
    commit("x", "a.txt", "two\n");
    assertThat(steps("pull", Map.of("folder", "x"))).isNotEmpty();
    Files.writeString(root().resolve("x/a.txt"), "three\n");
    desk.ok("commit", Map.of("folder", "x", "message", "three"));
    assertThat(steps("push", Map.of("folder", "x"))).isNotEmpty();
    assertThat(steps("fork_repo", Map.of("repo", "x", "name", "y"))).isNotEmpty();
  }
}
