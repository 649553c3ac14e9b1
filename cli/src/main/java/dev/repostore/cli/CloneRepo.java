package dev.repostore.cli;

import dev.repostore.InvalidRequestException;
import dev.repostore.Names;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStore;
import dev.repostore.git.Clone;
import dev.repostore.git.GitRemote;
import dev.repostore.repl.ProgressBar;
import dev.repostore.repl.Terminal;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Clones a repo. */
final class CloneRepo extends StoreCommand {

  CloneRepo() {
    super("Clone a repo, with a token that is made for it and taken back. Needs no git.", "");
    options
        .argument(0, "REPO", String.class, "The repo.")
        .lastArgument(
            1,
            "FOLDER",
            Path.class,
            "Where to: an empty folder, or one that is not there. Default: as the repo is called.")
        .one(
            "--branch",
            "BRANCH",
            String.class,
            "The branch or tag to check out. Default: the default branch.")
        .one("--depth", "N", Integer.class, "The last N commits of one branch alone. Default: all.")
        .flag("--bare", "No files, only the repository.")
        .flag(
            "--credential-helper",
            "Have plain git, in this clone, get its tokens from 'repostore credential'. No secret is"
                + " written. The store must have a server, as of 'repostore serve'.");
  }

  private String repo() {
    return given().matchedPositionalValue(0, "");
  }

  private boolean bare() {
    return given().matchedOptionValue("--bare", false);
  }

  private boolean credentialHelper() {
    return given().matchedOptionValue("--credential-helper", false);
  }

  /** What is told of it. */
  record Cloned(String repo, Path folder, URI remote, boolean bare, boolean credentialHelper) {}

  @Override
  Use prepare() {
    Names.repo(repo());
    String helper = "!" + Launcher.word() + " credential --store " + Shell.quoted(storeName());
    Clone request = request(helper);
    return opened -> clone(opened, request, helper);
  }

  private int clone(RepoStore opened, Clone request, String helper) {
    OwnSettings.only();
    boolean passing = opened.info().driver().equals("local");
    if (passing && credentialHelper()) {
      throw new InvalidRequestException(
          "credential-helper",
          "With --credential-helper a clone is for plain git, which reaches no store that is in this"
              + " process alone. Start 'repostore serve' first, or leave --credential-helper out.");
    }
    RepoInfo info = opened.get(repo());
    Path to = given()
        .matchedPositionalValue(1, Path.of(info.name() + (bare() ? ".git" : "")))
        .toAbsolutePath()
        .normalize();
    try (Interruption interruption = Interruption.watched()) {
      ProgressBar bar = new ProgressBar(System.err, interruption::come);
      boolean shown = Terminal.showsErrors() && !output.isJson();
      GitRemote.of(opened.repo(info.name()))
          .withProgress(shown ? bar : interruption.asProgress())
          .cloneInto(to, request);
      bar.clear();
    }
    output.print(new Cloned(info.name(), to, info.remote(), bare(), credentialHelper()));
    if (passing) {
      output.note("Plain git does not reach its remote, which has ended with this command. For that"
          + " start 'repostore serve', and clone again; the words of 'repostore repl' do without.");
    } else if (!credentialHelper()) {
      output.note(
          "Plain git has no token for it yet. Run: " + toldByHand(to, info.remote(), helper));
    }
    return 0;
  }

  private Clone request(String helper) {
    String branch = given().<@Nullable String>matchedOptionValue("--branch", null);
    Integer depth = given().<@Nullable Integer>matchedOptionValue("--depth", null);
    Clone clone = branch == null ? Clone.all() : Clone.branch(branch);
    if (depth != null) {
      clone = clone.withDepth(atLeastOne(depth)).withoutTags();
    }
    clone = bare() ? clone.withBare() : clone;
    return credentialHelper() ? clone.withCredentialHelper(helper) : clone;
  }

  private int atLeastOne(int commits) {
    if (commits < 1) {
      throw misused("--depth is " + commits + "; give 1 or more, or leave it out.");
    }
    return commits;
  }

  private static String toldByHand(Path folder, URI remote, String helper) {
    String git = "git -C " + Shell.quoted(folder) + " config credential." + remote.getScheme()
        + "://" + remote.getRawAuthority() + ".";
    return git + "helper " + Shell.quoted(helper) + " && " + git + "useHttpPath true";
  }
}
