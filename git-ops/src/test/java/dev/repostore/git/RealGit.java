package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The git binary in one folder, with nobody's settings but the repository's. */
final class RealGit {

  private final Path folder;
  private final AtomicLong clock = new AtomicLong();

  RealGit(Path folder) {
    this.folder = folder;
  }

  static RealGit init(Path folder, String branch) throws IOException {
    Files.createDirectories(folder);
    RealGit git = new RealGit(folder);
    git.run("init", "-q", "-b", branch);
    git.run("config", "user.name", "Git");
    git.run("config", "user.email", "git@example.org");
    return git;
  }

  Path folder() {
    return folder;
  }

  /** Writes a file, and makes the folders it is in. */
  void write(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /** What it prints, without the last line break. */
  String run(String... args) throws IOException {
    String out = new String(bytes(args), StandardCharsets.UTF_8);
    return out.endsWith("\n") ? out.substring(0, out.length() - 1) : out;
  }

  List<String> lines(String... args) throws IOException {
    return run(args).lines().toList();
  }

  /** What it prints, parted by NULs. */
  List<String> parts(String... args) throws IOException {
    String out = new String(bytes(args), StandardCharsets.UTF_8);
    return out.isEmpty() ? List.of() : Arrays.asList(out.split("\0"));
  }

  byte[] bytes(String... args) throws IOException {
    return bytes(new byte[0], args);
  }

  byte[] bytes(byte[] in, String... args) throws IOException {
    Result result = start(in, args);
    if (result.code() != 0) {
      throw new IOException("git " + String.join(" ", args) + ": " + result.code() + " "
          + result.err() + result.out().toString(StandardCharsets.UTF_8));
    }
    return result.out().toByteArray();
  }

  int code(String... args) throws IOException {
    return start(new byte[0], args).code();
  }

  record Result(int code, ByteArrayOutputStream out, String err) {}

  private Result start(byte[] in, String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-c", "commit.gpgsign=false"));
    command.addAll(List.of(args));
    Path err = Files.createTempFile("git", ".err");
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.redirectError(err.toFile());
    builder.environment().put("HOME", folder.toString());
    builder.environment().put("GIT_CONFIG_NOSYSTEM", "1");
    builder.environment().put("GIT_EDITOR", "true");
    builder.environment().put("LC_ALL", "C.UTF-8");
    String date = (1_600_000_000 + 60 * clock.incrementAndGet()) + " +0000";
    builder.environment().put("GIT_AUTHOR_DATE", date);
    builder.environment().put("GIT_COMMITTER_DATE", date);
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(in);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    process.getInputStream().transferTo(out);
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("git " + String.join(" ", args) + " did not end");
      }
      return new Result(process.exitValue(), out, Files.readString(err));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException(stop);
    } finally {
      Files.delete(err);
    }
  }

  /** Fails unless every object is sound and the files are as committed. */
  void requireSoundAndClean() throws IOException {
    run("fsck", "--strict", "--full");
    String status = run("status", "--porcelain");
    if (!status.isEmpty()) {
      throw new IOException("git finds the files changed: " + status);
    }
  }
}
