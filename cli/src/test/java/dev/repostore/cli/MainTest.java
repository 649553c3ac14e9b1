package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {

  @TempDir
  Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.line(arguments);
    return line.setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "serve --port x | --port",
        "serve --port 70000 | 65535",
        "serve --port -1 | 65535",
        "serve --port | --port",
        "serve --nonsense | no option '--nonsense'",
        "serve --api-tokn=sesame | no option '--api-tokn'",
        "serve sesame | an argument too many",
        "serve --max-file-bytes 3q | such as 32M",
        "serve --max-repo-bytes -5 | such as 32M",
        "serve --rate-limit 0 | 1 or more",
        "serve --rate-limit abc | 'abc' is not a whole number",
        "serve --max-import-seconds 0 | 1 or more",
        "serve --public-url ftp://example.org | http:// or https://",
        "serve --public-url example.org | http:// or https://",
        "serve --namespace a/b | namespace",
        "serve --host no-such-host.invalid | no address of this machine",
        "serve --api-token sesame --api-token-file f | not both",
        "serve --api-token sesame --read-api-token sesame | must differ",
        "demo --fast | no option '--fast'",
        "nonsense | no command 'nonsense'",
        "help nonsense | no command 'nonsense'",
        "help repo lst | 'repostore repo' has: create, list",
        "repo | A word is missing after 'repostore repo': create, list",
        "repo lst | 'repostore repo' has: create, list",
        "repo create | NAME",
        "repo create a b | an argument too many",
        "repo create a~b | name",
        "repo list --sort size | --sort",
        "repo list --limit 5 --all | not both",
        "repo list --store nosuch | no store named 'nosuch'",
        "repo list --store repostore:nosuch: | no driver named 'nosuch'",
        "repo list --store repostore:artifacts:a/b?token=sesame | has a credential in it",
        "repo import nonsense a | https URL",
        "repo delete a | Give --yes",
        "token mint a --scope all | 'all' is no scope: write read or write",
        "token mint a --ttl 5 | between 60",
        "token mint a --ttl 1h5 | no length of time",
        "token mint a --reveal --json | not both",
        "token validate a | which token",
        "token validate a art_v1_sesame | looks like a token's value",
        "token revoke a --env art_v1_sesame | name of a variable",
        "token revoke a --env NOT_SET_HERE | There is no token",
        "clone a --depth 0 | give 1 or more",
        "stores add a | URL",
        "stores add a~b repostore:local: | letters, digits",
        "completion fish | [BASH, ZSH]",
      })
  void saysWhatWasMisused(String line, String expected) {
    String[] words = line.strip().replace("serve", "serve --data " + folder).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .contains(expected.strip(), "Try 'repostore")
        .doesNotContain("sesame", "Exception", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help", "help repo", "help token", "help stores"})
  void eachCommandIsToldOfInASentence(String words) {
    assertThat(run(words.split(" "))).isZero();
    assertThat(out.toString().lines().filter(line -> line.endsWith(":")))
        .containsExactly("Commands:");
  }

  @Test
  void takesNoFolderForTheDataFolderByMistake() throws Exception {
    assertThat(run("serve", "--data", "", "--port", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--data is empty");
    Path mine = Files.createDirectories(folder.resolve("tmp")).resolve("mine");
    Files.writeString(mine, "precious");
    assertThat(run("serve", "--data", "" + folder, "--port", "0")).isEqualTo(1);
    assertThat(err.toString()).contains("no data folder of RepoStore", "'tmp'");
    assertThat(mine).hasContent("precious");
    assertThat(folder.resolve("api-token")).doesNotExist();
  }

  @Test
  void refusesABlankTokenWithoutShowingIt() {
    assertThat(run("serve", "--data", "" + folder, "--api-token", "ses\name")).isEqualTo(2);
    assertThat(err.toString()).contains("--api-token", "control character").doesNotContain("ses");
  }

  @Test
  void helpNamesEveryOptionWithItsDefault() {
    assertThat(run("serve", "--help")).isZero();
    assertThat(out.toString())
        .contains("--port", "8787", "--data", "$REPOSTORE_HOME", "--host", "127.0.0.1")
        .contains("--api-token-file", "REPOSTORE_API_TOKEN", "--public-url", "--live-quirks")
        .contains("32M", "1G", "2000", "600");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void helpOfAVerbHasItsArgumentsItsOptionsAndThenTheUsualOnes() {
    assertThat(run("token", "list", "--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .isEqualTo("Usage: repostore token list [-hV] [--all] [--[no-]json] [--cursor=CURSOR]"
            + " [--limit=N] [--state=STATE] [--store=STORE] REPO"
            + " List the tokens of a repo, newest first."
            + " REPO The repo."
            + " --store=STORE The store: a name of 'repostore stores list', or a URL as"
            + " repostore:artifacts:ACCOUNT/NAMESPACE, opened with $REPOSTORE_TOKEN. Default:"
            + " $REPOSTORE_URL, else the one of $ARTIFACTS_BASE_URL, else the embedded store."
            + " --[no-]json Print JSON, and errors as JSON too. Default: if standard output is no"
            + " terminal."
            + " --state=STATE Those that are active, expired, revoked, or any. Default: active."
            + " --limit=N No more than N of them. Default: 50."
            + " --cursor=CURSOR Go on where an earlier list ended: what its field cursor has."
            + " --all All of them, however many."
            + " -h, --help Show this help message and exit."
            + " -V, --version Print version information and exit. ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "serve ", "repo ", "repo list ", "audit verify ", "run ", "version ", "help "})
  void showsItsVersion(String words) {
    assertThat(run((words + "--version").split(" "))).isZero();
    assertThat(out.toString()).startsWith("repostore ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "repo", "repo list", "audit verify", "version", "help"})
  void showsHowACommandIsUsed(String words) {
    assertThat(run((words + " --help").split(" "))).isZero();
    assertThat(out.toString()).startsWith("Usage: repostore " + words + " ");
    String asked = out.toString();
    out.getBuffer().setLength(0);
    assertThat(run(("help " + words).split(" "))).isZero();
    assertThat(out).hasToString(asked);
  }
}
