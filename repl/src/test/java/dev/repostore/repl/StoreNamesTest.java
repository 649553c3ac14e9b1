package dev.repostore.repl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.repostore.AccessRefusedException;
import dev.repostore.InvalidRequestException;
import dev.repostore.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreNamesTest {

  private static final String GUIDE =
      "https://api.example.org/client/v4/accounts/me/artifacts/namespaces/team";

  @TempDir
  Path folder;

  private StoreNames names(String... variables) {
    Map<String, String> environment = new HashMap<>();
    environment.put("XDG_CONFIG_HOME", folder.toString());
    for (int at = 0; at < variables.length; at += 2) {
      environment.put(variables[at], variables[at + 1]);
    }
    return StoreNames.of(environment);
  }

  private Path file(String... lines) throws IOException {
    Path file = folder.resolve("repostore/stores.properties");
    Files.createDirectories(file.getParent());
    Files.writeString(file, String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static StoreAddress at(String url, String token) {
    return new StoreAddress(url, Optional.of(Secret.of(token)));
  }

  private static StoreAddress at(String url) {
    return new StoreAddress(url, Optional.empty());
  }

  @Test
  void isTheEmbeddedStoreIfNothingIsSaid() {
    assertThat(names().resolve("")).isEqualTo(at("repostore:local:"));
    assertThat(names("REPOSTORE_TOKEN", "t").resolve("")).isEqualTo(at("repostore:local:"));
  }

  @Test
  void whatIsSaidGoesBeforeVariablesAndOurVariableBeforeTheGuides() throws IOException {
    file("a.url=repostore:local:/a", "b.url=repostore:local:/b");
    assertThat(names("REPOSTORE_URL", "b", "ARTIFACTS_BASE_URL", GUIDE).resolve("a"))
        .isEqualTo(at("repostore:local:/a"));
    assertThat(names("REPOSTORE_URL", "b", "ARTIFACTS_BASE_URL", GUIDE).resolve(""))
        .isEqualTo(at("repostore:local:/b"));
    assertThat(
            names("REPOSTORE_URL", "repostore:local:/c", "REPOSTORE_TOKEN", "t").resolve(""))
        .isEqualTo(at("repostore:local:/c", "t"));
    assertThat(names("REPOSTORE_URL", "b", "REPOSTORE_TOKEN", "t").resolve("repostore:local:/d"))
        .isEqualTo(at("repostore:local:/d", "t"));
  }

  @Test
  void theTokenOfAUrlIsNotSentToAStoreThatHasAName() throws IOException {
    file("a.url=repostore:artifacts:x/y", "b.url=repostore:artifacts:x/y", "b.token=env:OWN");
    assertThat(names("REPOSTORE_TOKEN", "t").resolve("a")).isEqualTo(at("repostore:artifacts:x/y"));
    assertThat(names("REPOSTORE_TOKEN", "t", "OWN", "mine").resolve("b"))
        .isEqualTo(at("repostore:artifacts:x/y", "mine"));
  }

  @Test
  void knowsTheVariablesOfTheGuide() {
    assertThat(names("ARTIFACTS_BASE_URL", GUIDE, "CLOUDFLARE_API_TOKEN", "t").resolve(""))
        .isEqualTo(at(
            "repostore:artifacts:me/team?base-url=https%3A%2F%2Fapi.example.org%2Fclient%2Fv4",
            "t"));
    assertThat(names("ACCOUNT_ID", "me", "ARTIFACTS_NAMESPACE", "team").resolve(""))
        .isEqualTo(at("repostore:artifacts:me/team"));
    assertThat(names("ARTIFACTS_BASE_URL", "https://h.example/v1/api/namespaces/n/")
            .resolve(""))
        .isEqualTo(at("repostore:artifacts:default/n?base-url=https%3A%2F%2Fh.example%2Fv1%2Fapi"));
    assertThat(names("ACCOUNT_ID", "me").resolve("")).isEqualTo(at("repostore:local:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example.org",
        "ftp://h/accounts/a/artifacts/namespaces/n",
        "https://user:pass@h/client/v4/accounts/a/artifacts/namespaces/n",
        "https://h/client/v4/accounts/a/artifacts/namespaces/n?x=y",
      })
  void worksOnNoOtherStoreWhereTheGuidesVariableMakesNoSense(String base) {
    assertThatThrownBy(() -> names("ARTIFACTS_BASE_URL", base).resolve(""))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("ARTIFACTS_BASE_URL")
        .hasMessageNotContaining("pass");
  }

  @Test
  void tellsWhichNamesThereAre() throws IOException {
    assertThatThrownBy(() -> names().resolve("a")).hasMessageContaining("none is named in");
    file("one.url=repostore:local:", "two.url=repostore:local:");
    assertThat(names().names()).containsExactly("one", "two");
    assertThatThrownBy(() -> names().resolve("three"))
        .hasMessageContaining("There is no store named 'three'")
        .hasMessageContaining("only one, two")
        .hasMessageContaining("repostore stores add three URL");
  }

  @Test
  void refusesAUrlThatIsNoneOrHasACredential() throws IOException {
    file("a.url=https://example.org", "b.url=repostore:artifacts:x/y?token=sesame");
    assertThatThrownBy(() -> names().resolve("a"))
        .hasMessageContaining("The store 'a': This is no");
    assertThatThrownBy(() -> names().resolve("b"))
        .hasMessageContaining("has a credential in it")
        .hasMessageNotContaining("sesame");
  }

  @Test
  void saysWhoseCredentialIsMissing() throws IOException {
    file("a.url=repostore:local:", "a.token=env:NOT_SET");
    assertThatThrownBy(() -> names().resolve("a"))
        .isInstanceOf(AccessRefusedException.class)
        .hasMessage("The store 'a' cannot be opened: the variable NOT_SET is not set. Set it.");
    assertThat(names().url("a")).isEqualTo("repostore:local:");
  }

  @Test
  void refusesAFileThatEverybodyCanWrite() throws IOException {
    Path file = file("a.url=repostore:local:");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    assertThatThrownBy(() -> names().resolve("a"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageEndingWith("chmod 600 " + file + ".");
  }

  @Test
  void saysWhatIsWrongWithAFileInSentences() throws IOException {
    file("a.url=\\u00g");
    assertThatThrownBy(() -> names().names()).hasMessageContaining("encoding. Mend it");
  }

  @Test
  void whoNeedsNoNameIsNotHinderedByAFileThatCannotBeRead() throws IOException {
    Path file = file("a.url=\\u00g");
    assertThat(names().resolve("repostore:local:/data").url()).isEqualTo("repostore:local:/data");
    assertThat(names().resolve("").url()).isEqualTo("repostore:local:");
    assertThatThrownBy(() -> names().url("a")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> names().reference("a")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> names().remove("a")).hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> names().add("b", "repostore:local:", null))
        .hasMessageContaining("cannot be read");
    assertThat(file).hasContent("a.url=\\u00g");
  }

  /** To open a pipe would be to wait for somebody who writes into it. */
  @Test
  @Timeout(60)
  void whoNeedsNoNameIsNotHinderedByWhatIsNoFile() throws Exception {
    Path pipe = file();
    Files.delete(pipe);
    assertThat(new ProcessBuilder("mkfifo", "" + pipe).start().waitFor()).isZero();
    assertThat(names().resolve("").url()).isEqualTo("repostore:local:");
    assertThat(names().resolve("repostore:local:/data").url()).isEqualTo("repostore:local:/data");
    assertThatThrownBy(() -> names().url("a"))
        .hasMessageContaining("cannot be read: it is no file. Mend it");
  }

  @Test
  void addsForTheOwnerAloneAndLeavesTheOtherLines() throws IOException {
    names().add("new", "repostore:local:/with\\backslash", "command:pass show \"x\\y\"");
    Path file = folder.resolve("repostore/stores.properties");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(names().url("new")).isEqualTo("repostore:local:/with\\backslash");
    assertThat(names().reference("new")).contains("command:pass show \"x\\y\"");

    file(
        "# mine",
        "a.url = repostore:local:/a",
        "b.url=repostore:\\",
        "  local:/b",
        "b.token:env:B");
    names().add("b", "repostore:local:/c", null);
    assertThat(Files.readString(file))
        .isEqualTo("# mine\na.url = repostore:local:/a\nb.url=repostore:local:/c\n");
    names().remove("a");
    assertThat(names().names()).containsExactly("b");
    assertThatThrownBy(() -> names().remove("a"))
        .hasMessageContaining("no store named 'a'")
        .hasMessageEndingWith("only b. Name one that is there.");
  }

  @Test
  void addsNothingThatCannotWork() {
    assertThatThrownBy(() -> names().add("a:b", "repostore:local:", null))
        .hasMessageContaining("A store's name has");
    assertThatThrownBy(() -> names().add("a", "nonsense", null))
        .hasMessageContaining("no store URL");
    assertThatThrownBy(() -> names().add("a", "repostore:local:", "sesame"))
        .hasMessageContaining("env:VARIABLE")
        .hasMessageNotContaining("sesame");
    assertThat(folder.resolve("repostore")).doesNotExist();
  }
}
