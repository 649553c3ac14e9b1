package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the live service was seen to offer and do (contract, 9.3 and 9.4), under live quirks. */
class GitQuirksTest {

  @TempDir
  Path data;

  @TempDir
  Path work;

  private GitServing serving;
  private GitBinary a;

  @BeforeEach
  void serve() throws Exception {
    serving = GitServing.live(data);
    new GitBinary(work).ok("init", "--quiet", "--initial-branch=trunk", "a");
    a = new GitBinary(work.resolve("a"));
    a.commit("f", "1\n");
    a.commit("f", "2\n");
    a.ok("push", "--quiet", serving.pushUrl(), "trunk");
  }

  @AfterEach
  void stop() {
    serving.close();
  }

  private String discovered(String service) throws Exception {
    return serving.discover("web", service, "Bearer " + serving.writeToken).body();
  }

  @Test
  void fetchCapabilitiesOfV0() throws Exception {
    assertThat(discovered("git-upload-pack"))
        .containsPattern(
            "\0agent=repostore/\\S+ object-format=sha1 multi_ack multi_ack_detailed no-done"
                + " side-band side-band-64k shallow deepen-since deepen-not deepen-relative"
                + " allow-tip-sha1-in-want allow-reachable-sha1-in-want no-progress"
                + " symref=HEAD:refs/heads/trunk\n");
  }

  @Test
  void capabilitiesOfV2() throws Exception {
    assertThat(a.with("protocol.version=2").run("ls-remote", serving.pushUrl()).status())
        .isZero();
    assertThat(serving.v2Capabilities().lines().map(line -> line.replaceFirst("^(0000)?....", "")))
        .containsExactly(
            "# service=git-upload-pack",
            "version 2",
            "agent=repostore/dev",
            "ls-refs=unborn",
            "fetch=shallow filter sideband-all",
            "object-format=sha1",
            "");
  }

  @Test
  void pushCapabilities() throws Exception {
    assertThat(discovered("git-receive-pack"))
        .contains(
            " HEAD\0report-status delete-refs ofs-delta side-band-64k symref=HEAD:refs/heads/trunk\n");
    assertThat(a.run("push", "--atomic", serving.pushUrl(), "trunk:b").output())
        .contains("does not support --atomic");
    assertThat(a.run("push", "-o", "x", serving.pushUrl(), "trunk:b").output())
        .contains("does not support push options");
  }

  @Test
  void defaultBranchCanBeDeletedAndTreesCanBeLeftOut() throws Exception {
    new GitBinary(work).ok("clone", "--quiet", "--filter=blob:none", serving.pushUrl(), "b");
    new GitBinary(work).ok("clone", "--quiet", "--depth=1", serving.pushUrl(), "c");
    new GitBinary(work.resolve("c")).ok("fetch", "--quiet", "--deepen=1");
    assertThat(new GitBinary(work.resolve("c")).ok("rev-list", "--count", "HEAD"))
        .isEqualTo("2");
    a.ok("push", "--quiet", serving.pushUrl(), ":trunk");
    assertThat(a.ok("ls-remote", serving.pushUrl())).isEmpty();
  }

  @Test
  void refusedWantIsToldInABand() throws Exception {
    assertThat(a.run("fetch", serving.pushUrl(), "1".repeat(40)).output())
        .contains("not our ref " + "1".repeat(40));
  }

  @Test
  void jgitClonesAndPushes() throws Exception {
    var credentials = new UsernamePasswordCredentialsProvider("x", serving.writeToken);
    try (Git clone = Git.cloneRepository()
        .setURI(serving.url())
        .setCredentialsProvider(credentials)
        .setDirectory(work.resolve("j").toFile())
        .call()) {
      assertThat(clone.getRepository().resolve("HEAD").name()).isEqualTo(a.ok("rev-parse", "HEAD"));
      var commit = clone
          .commit()
          .setAllowEmpty(true)
          .setMessage("by JGit")
          .setAuthor("Ann", "ann@example.org")
          .setSign(false)
          .call();
      clone
          .push()
          .setCredentialsProvider(credentials)
          .setRefSpecs(new RefSpec("HEAD:refs/heads/jgit"))
          .call();
      assertThat(a.ok("ls-remote", serving.pushUrl(), "jgit")).startsWith(commit.name());
    }
  }
}
