package dev.repostore.cli;

import dev.repostore.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The Git side of the demo: local repositories in one folder, and what git says of a remote. */
final class Clones {

  private final RealGit git;
  private final Path folder;

  Clones(RealGit git, Path folder) {
    this.git = git;
    this.folder = folder;
  }

  /** Makes a repository of one commit. */
  Path commit(String name, String text) throws IOException, InterruptedException {
    git.must(folder, null, "init", "-q", "-b", "main", name);
    Path work = folder.resolve(name);
    Files.writeString(work.resolve("README.md"), text);
    git.must(work, null, "add", "README.md");
    git.must(work, null, "commit", "-q", "-m", "Initial commit");
    return work;
  }

  /** Makes a bare repository of one commit in a folder of its own, which is given back. */
  Path publish(String name, String text) throws IOException, InterruptedException {
    Path work = commit(name, text);
    Path site = Files.createDirectory(folder.resolve("site"));
    git.must(folder, null, "clone", "-q", "--bare", work.toString(), "site/" + name + ".git");
    return site;
  }

  /** Pushes a repository for the first time, and gives the commit that was pushed. */
  String push(Path work, URI remote, Secret token) throws IOException, InterruptedException {
    git.must(work, null, "remote", "add", "origin", remote.toString());
    git.must(work, token, "push", "-u", "origin", "main");
    return git.must(work, null, "rev-parse", "HEAD");
  }

  /** The README of a fresh clone. */
  String readmeOfClone(URI remote, Secret token, String name)
      throws IOException, InterruptedException {
    git.must(folder, token, "clone", "-q", remote.toString(), name);
    return Files.readString(folder.resolve(name).resolve("README.md")).strip();
  }

  /** How a host refused a command: {@code refused with 403}, or what came instead. */
  String refusal(String name, Secret token, String... command)
      throws IOException, InterruptedException {
    RealGit.Ended ended = git.in(folder.resolve(name), token, command);
    if (ended.well()) {
      return "accepted";
    }
    return ended.said().contains("error: 403") ? "refused with 403" : ended.said();
  }

  /** The commit a remote's main branch is at. */
  String tip(URI remote, @Nullable Secret token) throws IOException, InterruptedException {
    String line = git.must(folder, token, "ls-remote", remote.toString(), "refs/heads/main");
    return line.replaceFirst("\\s.*", "");
  }
}
