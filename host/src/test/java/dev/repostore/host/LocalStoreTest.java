package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.repostore.Capability;
import dev.repostore.CreatedRepo;
import dev.repostore.InvalidRequestException;
import dev.repostore.RepoStore;
import dev.repostore.RepoStores;
import dev.repostore.git.GitRemote;
import dev.repostore.spi.StoreConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStoreTest {

  @TempDir
  Path data;

  @Test
  void driverIsFoundAndOpensTheFolderAndNamespaceOfTheUrl() {
    assertThat(RepoStores.drivers()).contains("local");
    try (RepoStore store = RepoStores.open("repostore:local:" + data + "?namespace=team")) {
      store.create("web");

      assertThat(store.info().driver()).isEqualTo("local");
      assertThat(store.info().location()).isEqualTo(data.toString());
      assertThat(store.info().namespace()).isEqualTo("team");
      assertThat(store).hasToString("LocalStore[" + data + ", namespace team]");
      assertThat(store.info().capabilities()).isEqualTo(Set.of(Capability.values()));
      assertThat(store.namespaces().find("team").orElseThrow().repoCount()).isEqualTo(1);
    }
    try (RepoStore other = open("")) {
      assertThat(other.info().namespace()).isEqualTo("default");
      assertThat(other.find("web")).isEmpty();
    }
  }

  @Test
  void storesOnOneFolderShareItUntilTheLastIsClosed() throws IOException {
    RepoStore first = open("?namespace=a");
    Path sameFolder =
        Files.createSymbolicLink(data.resolveSibling(data.getFileName() + "-link"), data);
    RepoStore second = RepoStores.open("repostore:local:" + sameFolder + "?namespace=a");
    first.create("web");
    assertThat(second.find("web")).isPresent();

    first.close();
    first.close();

    assertThat(second.find("web")).isPresent();
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> first.find("web"));
    assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> first.content("web"));
    assertThat(first.info().namespace()).isEqualTo("a");
    second.close();
    Files.delete(sameFolder);
    Host.open(HostSettings.in(data)).close();
  }

  @Test
  void otherOptionsOnAnOpenFolderAreRefused() {
    try (RepoStore first = open("")) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> open("?live-quirks=true"))
          .withMessageContaining("other options");
      first.create("web");
    }
    open("?live-quirks=true").close();
  }

  @Test
  void badOptionsAreRefusedByTheirNames() {
    assertRefused("?live-quirk=true", "live-quirk");
    assertRefused("?live-quirks=yes", "live-quirks");
    assertRefused("?namespace=../x", "namespace");
    assertThat(data).isEmptyDirectory();
  }

  @Test
  void remotesStayTheSameOverARestartAndGitUsesThem() throws Exception {
    CreatedRepo made;
    try (RepoStore store = open("")) {
      made = store.create("web");
      assertThat(store.get("web").remote()).isEqualTo(made.remote());
      assertThat(made.remote().toString())
          .matches("http://127\\.0\\.0\\.1:\\d+/git/default/web\\.git");
      assertThat(GitRemote.at(made.remote()).withToken(secret(made)).refs()).isEmpty();
    }
    try (RepoStore store = open("")) {
      assertThat(store.get("web").remote()).isEqualTo(made.remote());
      assertThat(GitRemote.at(made.remote()).withToken(secret(made)).refs()).isEmpty();
    }
  }

  @Test
  void anotherPortIsTakenIfTheLastOneIsInUse() throws Exception {
    URI before;
    try (RepoStore store = open("")) {
      before = store.create("web").remote();
    }
    try (ServerSocket other =
            new ServerSocket(before.getPort(), 1, InetAddress.getLoopbackAddress());
        RepoStore store = open("")) {
      URI now = store.get("web").remote();
      assertThat(now.getPort()).isNotEqualTo(other.getLocalPort());
      CreatedRepo made = store.create("api");
      assertThat(GitRemote.at(made.remote()).withToken(secret(made)).refs()).isEmpty();
    }
  }

  /** A program that never uses Git has no server running in it. */
  @Test
  void serverStartsWithTheFirstConnection() throws Exception {
    try (RepoStore store = open("")) {
      CreatedRepo made = store.create("web");
      assertThat(threads()).noneMatch(name -> name.startsWith("repostore-http"));

      assertThat(GitRemote.at(made.remote()).withToken(secret(made)).refs()).isEmpty();

      assertThat(threads()).anyMatch(name -> name.startsWith("repostore-http"));
    }
  }

  @Test
  void nothingIsListeningWhereNoRemoteWasAskedFor() {
    try (RepoStore store = open("")) {
      assertThat(store.find("web")).isEmpty();
      assertThat(data.resolve("port")).doesNotExist();
    }
  }

  private static dev.repostore.Secret secret(CreatedRepo made) {
    return made.firstToken().orElseThrow().secret();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
  }

  private void assertRefused(String options, String field) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> open(options))
        .satisfies(e -> assertThat(e.field()).contains(field));
  }

  private RepoStore open(String options) {
    return new LocalDriver().open(StoreConfig.parse("repostore:local:" + data + options, null));
  }
}
