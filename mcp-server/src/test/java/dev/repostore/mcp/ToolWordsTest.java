package dev.repostore.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an agent is advised to do, it can do with the tools. */
@ParameterizedClass
@EnumSource(Place.class)
class ToolWordsTest extends OnAStore {

  private static final String FOR_JAVA =
      "abort the merge|force|empty commit|Checkout|GitRemote|init one|open a workspace|WRITE|Fetch,"
          + "|Ask for|Stage|unstage|RepoStores";

  ToolWordsTest(Place place) {
    super(place);
  }

  @BeforeEach
  void makeClone() {
    desk.ok("create_repo", name("x"));
    commit("x", "a.txt", "one\n");
    desk.ok("clone", repo("x"));
  }

  private static Map<String, Object> x(Object... more) {
    Map<String, Object> arguments = new TreeMap<>(Map.of("folder", "x"));
    for (int at = 0; at < more.length; at += 2) {
      arguments.put((String) more[at], more[at + 1]);
    }
    return arguments;
  }

  private String told(String tool, Map<String, Object> arguments) {
    String message = String.valueOf(desk.error(tool, arguments).get("message"));
    assertThat(message).as(tool).doesNotContainPattern(FOR_JAVA);
    return message;
  }

  private void write(String text) throws IOException {
    Files.writeString(root().resolve("x/a.txt"), text);
  }

  /** Both sides have a commit of their own. */
  private void part() throws IOException {
    commit("x", "a.txt", "theirs\n");
    write("mine\n");
    desk.ok("commit", x("message", "mine"));
  }

  @Test
  void aMergeIsGivenUp() throws IOException {
    part();
    String mine = desk.ok("status", x(), "head");
    assertThat(told("pull", x("how", "merge"))).contains("how=abort");
    assertThat(told("branch", x("action", "switch", "name", "main"))).contains("how=abort");
    assertThat(told("pull", x("how", "merge"))).contains("how=abort");
    assertThat(desk.ok("pull", x("how", "abort", "dry_run", true)))
        .containsEntry("would_succeed", true);
    assertThat(desk.ok("status", x())).containsEntry("merging", true);
    assertThat(desk.ok("pull", x("how", "abort")))
        .containsEntry("outcome", "aborted")
        .containsEntry("head", mine);
    assertThat(desk.ok("status", x())).containsEntry("merging", false).containsEntry("clean", true);
    assertThat(Files.readString(root().resolve("x/a.txt"))).isEqualTo("mine\n");
    assertThat(desk.fails("pull", x("how", "abort"))).isEqualTo("ref_refused");
  }

  @Test
  void aPullOrPushThatIsRefusedNamesTheOtherWays() throws IOException {
    part();
    assertThat(told("pull", x())).contains("how=merge");
    assertThat(told("pull", x("how", "rebase"))).contains("how=merge");
    assertThat(told("push", x())).contains("Pull, and push again");
  }

  @Test
  void whatIsNotCommittedIsToBeCommittedOrMoved() throws IOException {
    assertThat(told("commit", x("message", "nothing"))).contains("Change files first");
    commit("x", "a.txt", "theirs\n");
    write("mine, not committed\n");
    assertThat(told("pull", x())).contains("Commit them");
  }

  @Test
  void aBranchWithCommitsOfItsOwnStays() throws IOException {
    desk.ok("branch", x("action", "create", "name", "topic"));
    write("topic\n");
    desk.ok("commit", x("message", "on topic"));
    desk.ok("branch", x("action", "switch", "name", "main"));
    assertThat(told("branch", x("action", "delete", "name", "topic"))).contains("Leave it");
  }

  @Test
  void foldersAreInsideTheWorkspaceAndCloned() throws IOException {
    Files.createDirectories(root().resolve("plain"));
    assertThat(told("status", Map.of("folder", "plain"))).contains("Call clone");
    assertThat(told("status", Map.of("folder", "../data0"))).contains("workspace");
  }

  @Test
  void aTokenThatMayNotWriteIsReplacedByOneThatMay() throws IOException {
    write("mine\n");
    desk.ok("commit", x("message", "mine"));
    String handle = desk.ok("mint_token", repo("x"), "handle");
    assertThat(told("push", x("token", handle))).contains("scope=write");
  }

  @Test
  void aMissingCredentialIsAskedForByItsVariable() {
    for (List<String> names : List.of(List.of("main"), List.of("a", "y-1"))) {
      Map<String, Supplier<RepoStore>> stores = new LinkedHashMap<>();
      names.forEach(
          name -> stores.put(name, () -> RepoStores.open("repostore:artifacts:acc/" + name)));
      try (Desk desk = Desk.on(stores, Path.of(folder.toString(), "w"), options -> options)) {
        String last = names.get(names.size() - 1);
        Map<String, Object> asked =
            names.size() > 1 ? Map.of("repo", "x", "store", last) : repo("x");
        assertThat(String.valueOf(desk.error("get_repo", asked).get("message")))
            .contains("sets REPOSTORE_TOKEN" + (names.size() > 1 ? "_Y_1" : "") + " in")
            .doesNotContainPattern(FOR_JAVA);
      }
    }
  }
}
