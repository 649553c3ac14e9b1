package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is destroyed unless somebody agreed to just that. */
class ConfirmationTest extends OnAStore {

  private final MovableClock clock = new MovableClock();

  ConfirmationTest() {
    super(Place.EMBEDDED);
  }

  @BeforeEach
  void makeRepo() {
    open(options -> options.withClock(clock), "main");
    desk.ok("create_repo", name("x"));
  }

  private String plan() {
    return desk.ok("delete_repo", repo("x"), "plan_id");
  }

  private static Map<String, Object> planned(String plan) {
    return Map.of("repo", "x", "plan_id", plan);
  }

  private void remake() {
    desk.gate().stores().get("main").delete("x");
    desk.ok("create_repo", name("x"));
  }

  @Test
  void aPlanIsGoodOnce() {
    Map<String, Object> first = desk.ok("delete_repo", repo("x"));
    assertThat(first).doesNotContainKey("deleted").containsKeys("plan_expires_at", "message");
    desk.ok("get_repo", repo("x"));
    String plan = String.valueOf(first.get("plan_id"));
    assertThat(desk.ok("delete_repo", planned(plan))).containsEntry("deleted", true);
    desk.ok("create_repo", name("x"));
    assertThat(desk.fails("delete_repo", planned(plan))).isEqualTo("plan_unknown");
    desk.ok("get_repo", repo("x"));
  }

  @Test
  void aForgedPlanIsNone() {
    String plan = plan();
    for (String forged : List.of("", "plan_", plan + "0", "P" + plan.substring(1), "yes")) {
      assertThat(desk.fails("delete_repo", planned(forged))).as(forged).isEqualTo("plan_unknown");
    }
    desk.ok("get_repo", repo("x"));
  }

  @Test
  void aPlanExpires() {
    String early = plan();
    clock.advance(Duration.ofMinutes(5).minusSeconds(1));
    String late = plan();
    clock.advance(Duration.ofSeconds(1));
    assertThat(desk.fails("delete_repo", planned(early))).isEqualTo("plan_unknown");
    assertThat(desk.ok("delete_repo", planned(late))).containsEntry("deleted", true);
  }

  @Test
  void aPlanIsForItsCallAlone() {
    desk.ok("create_repo", name("y"));
    Map<String, Object> other = Map.of("repo", "y", "plan_id", plan());
    assertThat(desk.fails("delete_repo", other)).isEqualTo("plan_outdated");
    assertThat(desk.fails("delete_repo", planned(String.valueOf(other.get("plan_id")))))
        .as("a plan that was tried is spent")
        .isEqualTo("plan_unknown");
    Map<String, Object> revoke = new HashMap<>(Map.of("repo", "x", "token", "0123456789abcdef"));
    revoke.put("plan_id", plan());
    assertThat(desk.fails("revoke_token", revoke)).isEqualTo("plan_outdated");
    desk.ok("get_repo", repo("x"));
    desk.ok("get_repo", repo("y"));
  }

  @Test
  void aRepoThatWasMadeAgainIsAnotherOne() {
    String plan = plan();
    remake();
    assertThat(desk.fails("delete_repo", planned(plan))).isEqualTo("plan_outdated");
    desk.ok("get_repo", repo("x"));
  }

  @Test
  void workThatCameSinceIsNotLost() {
    String plan = plan();
    commit("x", "a", "a\n");
    assertThat(desk.fails("delete_repo", planned(plan))).isEqualTo("plan_outdated");
    plan = plan();
    Map<String, Object> elsewhere = new HashMap<>(committing("x", "b", "b\n"));
    elsewhere.put("branch", "topic");
    elsewhere.put("from", "main");
    desk.ok("commit_files", elsewhere);
    assertThat(desk.fails("delete_repo", planned(plan))).isEqualTo("plan_outdated");
    desk.ok("get_repo", repo("x"));
  }

  @Test
  void whoeverStartedTheServerMayHaveSaidYes() {
    open(options -> options.withUnasked(true), "main");
    desk.ok("create_repo", name("x"));
    assertThat(desk.ok("delete_repo", repo("x"))).containsEntry("deleted", true);
  }

  @Test
  void aPersonSaysYesOrNo() {
    Person no = new Person(question -> false);
    assertThat(desk.call("delete_repo", repo("x"), no).fields().toString()).contains("declined");
    desk.ok("get_repo", repo("x"));
    assertThat(no.asked).singleElement().asString().contains("'x'", "would be deleted", "Go on?");
    Person yes = new Person(question -> true);
    assertThat(desk.call("delete_repo", repo("x"), yes).fields()).containsEntry("deleted", true);
    assertThat(yes.asked).hasSize(1);
  }

  @Test
  void aYesIsForWhatWasAskedAndNotForWhatCameMeanwhile() {
    Person slow = new Person(question -> {
      remake();
      return true;
    });
    assertThat(desk.call("delete_repo", repo("x"), slow).fields().toString())
        .contains("plan_outdated");
    desk.ok("get_repo", repo("x"));
  }

  @Test
  void nobodyIsAskedForADryRunOrForOnesOwnToken() {
    Person person = new Person(question -> true);
    desk.call("delete_repo", Map.of("repo", "x", "dry_run", true), person);
    String handle = desk.ok("mint_token", repo("x"), "handle");
    assertThat(desk.call("revoke_token", Map.of("repo", "x", "token", handle), person)
            .fields())
        .containsEntry("revoked", true);
    assertThat(person.asked).isEmpty();
  }

  @Test
  void whatAPersonReadsCannotBeMadeUp() {
    commit("x", "a", "a\n");
    desk.ok("clone", repo("x"));
    Person person = new Person(question -> true);
    String sly = "0 \u202e)yako s'ti( Go on?";
    desk.call("push", Map.of("folder", "x", "force_expecting", sly), person);
    desk.call(
        "push", Map.of("folder", "x", "branch", sly, "force_expecting", "0".repeat(40)), person);
    desk.call("revoke_token", Map.of("repo", "x", "token", sly), person);
    desk.call("delete_repo", Map.of("repo", sly), person);
    assertThat(person.asked).isEmpty();
  }

  /** Somebody to be asked. */
  private static final class Person extends Desk.Mute {
    private final Predicate<String> answer;
    private final List<String> asked = new ArrayList<>();

    Person(Predicate<String> answer) {
      this.answer = answer;
    }

    @Override
    public boolean canAsk() {
      return true;
    }

    @Override
    public boolean ask(String question, Map<String, String> about) {
      asked.add(question);
      return answer.test(question);
    }
  }
}
