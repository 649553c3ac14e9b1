package dev.repostore.repl;

import static dev.repostore.repl.Words.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.Capability;
import dev.repostore.Commit;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.Token;
import dev.repostore.TreeEntry;
import dev.repostore.git.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The words, as a Java file has them by one static import. */
class WordsTest {

  @TempDir
  Path folder;

  @BeforeEach
  void begin() {
    use("repostore:local:" + folder.resolve("one"), "one");
    me("Ann", "ann@example.org");
  }

  @AfterEach
  void end() {
    Session.current().close();
  }

  @Test
  void makeAndListAndDeleteRepos() {
    assertThat(create("a").name()).isEqualTo("a");
    commitFiles("a", "main", "First", file("p", "text"));
    assertThat(fork("a", "b").name()).isEqualTo("b");
    assertThat(repos()).extracting(RepoInfo::name).containsExactlyInAnyOrder("a", "b");
    assertThat(repos("B")).extracting(RepoInfo::name).containsExactly("b");
    assertThat(repos().toString()).startsWith("NAME").contains("fork");
    assertThat(repo("a").info().defaultBranch()).isEqualTo("main");
    assertThat(delete("b")).isTrue();
    assertThat(delete("b")).isFalse();
  }

  @Test
  void mintTokensThatDoNotPrint() {
    create("a");
    Token token = mint("a", WRITE, ofMinutes(5));
    assertThat(token.toString()).doesNotContain(token.secret().reveal()).contains("***");
    assertThat(validate("a", token).valid()).isTrue();
    assertThat(tokens("a")).anyMatch(info -> info.id().equals(token.id()));
    assertThat(json(token)).contains("\"***\"").doesNotContain(token.secret().reveal());
    assertThat(revoke("a", token)).isTrue();
    assertThat(tokens("a")).noneMatch(info -> info.id().equals(token.id()));
    assertThat(validate("a", token).valid()).isFalse();
  }

  @Test
  void workInAWorkingCopy() throws Exception {
    create("a");
    Checkout here = cloneRepo("a", folder.resolve("here"));
    Files.writeString(here.folder().resolve("README.md"), "# Hello\n");
    assertThat(commit("Say hello").author().name()).isEqualTo("Ann");
    assertThat(push().toString()).doesNotContain("art_v1_");
    Checkout there = cloneRepo("a", "" + folder.resolve("there"));
    commitFiles("a", "main", "Say more", file("more.md", "More.\n"));
    pull(there);
    assertThat(log(there)).extracting(Commit::message).hasSize(2);
    Files.writeString(there.folder().resolve("more.md"), "Less.\n");
    Files.writeString(there.folder().resolve("new.md"), "New.\n");
    Files.writeString(there.folder().resolve("e\u001b"), "New.\n");
    assertThat(diff().toString()).contains("-More.", "+Less.").endsWith("\nNew: e{U+001B}, new.md");
    commit("Say less");
    assertThat(diff().toString()).isEqualTo("(no difference)");
    Files.writeString(there.folder().resolve("newer.md"), "Newer.\n");
    assertThat(diff().toString()).isEqualTo("New: newer.md");
    Words.open(here.folder());
    assertThat(pull()).isNotNull();
    assertThat(log()).hasSize(2);
    assertThat(tokens("a")).as("but the first one").hasSize(1);
  }

  @Test
  void readAndWriteWithoutAClone() {
    create("a");
    Commit first = commitFiles("a", "main", "First", file("docs/p.md", "TODO\n"), file("q", "x"));
    commitFiles("a", "side", "Second", remove("q"), rename("docs/p.md", "p.md"));
    assertThat(ls("a")).extracting(TreeEntry::name).containsExactly("docs", "q");
    assertThat(ls("a", "main", "docs")).extracting(TreeEntry::name).containsExactly("p.md");
    assertThat(cat("a", "docs/p.md")).isEqualTo("TODO\n");
    assertThat(grep("a", "TO.O")).hasSize(1);
    assertThat(log("a")).extracting(Commit::hash).containsExactly(first.hash());
    assertThat(diff("a", "main", "side").toString()).contains("rename");
    assertThatThrownBy(() -> cat("a", "nope"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("ls(\"a\")");
  }

  @Test
  void copyARepoFromOneStoreToAnother() {
    create("a");
    commitFiles("a", "main", "First", file("p", "text"));
    commitFiles("a", "side", "Second", file("p", "other"));
    RepoStore two = use("repostore:local:" + folder.resolve("two"), "two");
    use("one");
    assertThat(copy("a", "two").count()).isEqualTo(2);
    assertThat(stores()).extracting(OpenStore::name).containsExactly("one", "two");
    assertThat(use("two")).isSameAs(two);
    assertThat(cat("a", "side", "p")).isEqualTo("other");
    assertThatThrownBy(() -> copy(two, "nope", two, "x")).isInstanceOf(NotFoundException.class);
    assertThat(two.find("x")).isEmpty();
  }

  @Test
  void workInManyThreadsAtOnce() {
    create("a");
    commitFiles("a", "main", "First", file("p", "text"));
    CompletableFuture<?>[] agents = IntStream.range(0, 5)
        .mapToObj(agent -> CompletableFuture.runAsync(() -> {
          fork("a", "a" + agent);
          commitFiles("a" + agent, "main", "Work", file("p", "" + agent));
        }))
        .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(agents).join();
    for (int agent = 0; agent < agents.length; agent++) {
      assertThat(cat("a" + agent, "p")).isEqualTo("" + agent);
    }
  }

  @Test
  void sayThatARepoIsEmpty() {
    create("a");
    for (ThrowingCallable word : List.<ThrowingCallable>of(() -> ls("a"), () -> cat("a", "p"))) {
      assertThatThrownBy(word)
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("has no commit yet")
          .hasMessageContaining("commitFiles(\"a\"");
    }
    commitFiles("a", "side", "First", file("p", "text"));
    assertThatThrownBy(() -> ls("a"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("ls(\"a\", \"BRANCH\", \"\")");
  }

  @Test
  void refuseWhoCannotCommitAndWhatHasNoName() {
    for (String[] who :
        new String[][] {{"", ""}, {"a\nb", "x"}, {"a", "b>"}, {null, "x"}, {"\u001b", "x"}}) {
      assertThatThrownBy(() -> me(who[0], who[1]))
          .isInstanceOf(InvalidRequestException.class)
          .hasMessageContaining("me(\"Ann\"");
    }
    assertThat(Me.person().name()).isEqualTo("Ann");
    assertThatThrownBy(() -> show(null))
        .hasMessage("The name is null. Give one, as show(\"Session\").");
    assertThatThrownBy(() -> help(null))
        .hasMessage("The name is null. Give one, as help(\"fork\").");
  }

  @Test
  void listWhatStoresCanDoInOneOrder() {
    assertThat(stores().get(0).capabilities())
        .containsExactlyElementsOf(EnumSet.allOf(Capability.class));
    assertThat(store()).asString().startsWith("LocalStore[" + folder).endsWith(" default]");
  }

  @Test
  void sayWhatIsMissing() {
    create("a");
    assertThatThrownBy(() -> push())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("cloneRepo(");
    assertThatThrownBy(() -> use("repostore:local:" + folder.resolve("three"), "one"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("open already");
    assertThatThrownBy(() -> Words.open("/nonexistent"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("There is no folder '/nonexistent'")
        .hasMessageContaining("cloneRepo(");
    assertThat(List.of(folder.toFile().list())).doesNotContain("three/lock");
  }
}
