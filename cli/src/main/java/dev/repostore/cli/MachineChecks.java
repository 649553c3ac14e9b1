package dev.repostore.cli;

import dev.repostore.host.HostSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Looks at what a host needs of the machine it is on. */
final class MachineChecks {

  private static final int PORT = 8787;
  private static final long LITTLE = 1L << 30;
  private static final long TOO_LITTLE = 64L << 20;

  private final Path data;

  MachineChecks(Map<String, String> environment) {
    this.data = HostSettings.dataFolder(environment).toAbsolutePath();
  }

  /** The launcher starts no other. */
  static Finding java() {
    return Finding.ok(
        "java", "Java " + Runtime.version() + " in " + System.getProperty("java.home"));
  }

  static Finding git() throws InterruptedException {
    try {
      RealGit git = new RealGit(Path.of("/"));
      git.check();
      return Finding.ok("git", git.must(Path.of("/"), null, "--version"));
    } catch (CommandFailedException | IOException unfit) {
      return Finding.warn(
          "git",
          String.valueOf(unfit.getMessage()),
          "Only 'repostore demo' and plain git with 'repostore credential' need it.");
    }
  }

  /** Looks at the data folder of the embedded store and of serve, and makes nothing in it. */
  Finding dataFolder() {
    if (!Files.exists(data)) {
      Path there = nearest(data);
      return Files.isDirectory(there) && Files.isWritable(there)
          ? Finding.ok("data folder", data + " is not there yet; it is made at first use")
          : unusable("it is not there, and " + there + " cannot be written");
    } else if (!Files.isDirectory(data)) {
      return unusable("it is no folder");
    } else if (!Files.isWritable(data) || !Files.isReadable(data)) {
      return unusable("it is not yours to read and write");
    }
    Optional<URI> server = HostSettings.in(data).servedAt();
    if (server.isPresent()) {
      return Finding.ok("data folder", data + " is served at " + server.get());
    }
    return HostSettings.in(data)
        .stranger()
        .map(name -> unusable("it is none of RepoStore's, for '" + name + "' is in it"))
        .orElseGet(() -> Finding.ok("data folder", data.toString()));
  }

  private Finding unusable(String why) {
    return Finding.fail(
        "data folder",
        data + " cannot be used: " + why + ".",
        "Name another in REPOSTORE_HOME: an empty one, or a new one.");
  }

  /** Whether the file with the API token is its owner's alone. */
  Finding apiToken() {
    Path kept = data.resolve("api-token");
    if (!Files.exists(kept)) {
      return Finding.ok("api token", "serve makes it at its first start");
    } else if (!Files.isReadable(kept)) {
      return Finding.fail(
          "api token", kept + " is not yours to read.", "Run this as the user that serves.");
    }
    return KeptToken.othersMayRead(kept)
        ? Finding.fail(
            "api token",
            "Others can read " + kept + ".",
            "Run: chmod 600 " + Shell.quoted(kept) + ". If they may have read it, remove it and"
                + " start serve again: it makes another.")
        : Finding.ok("api token", kept + " is readable by you alone");
  }

  Finding diskSpace() {
    try {
      long free = Files.getFileStore(nearest(data)).getUsableSpace();
      String found = (free >> 20) + " MiB are free where " + data + " is";
      String fix = "Make room, or name a folder on another disk in REPOSTORE_HOME.";
      return free < TOO_LITTLE
          ? Finding.fail("disk space", found + ".", fix)
          : free < LITTLE
              ? Finding.warn("disk space", found + ".", fix)
              : Finding.ok("disk space", found);
    } catch (IOException unknown) {
      return Finding.warn(
          "disk space", "How much is free cannot be told: " + unknown.getMessage() + ".", "");
    }
  }

  Finding port() {
    Optional<URI> server = HostSettings.in(data).servedAt();
    if (server.isPresent() && server.get().getPort() == PORT) {
      return Finding.ok("port " + PORT, "serve listens there");
    }
    try (ServerSocket free = new ServerSocket(PORT, 1, InetAddress.getLoopbackAddress())) {
      return Finding.ok("port " + free.getLocalPort(), "free for serve");
    } catch (BindException taken) {
      return Finding.warn(
          "port " + PORT,
          "Somebody else listens there.",
          "Start serve with --port and another number.");
    } catch (IOException failed) {
      return Finding.warn(
          "port " + PORT,
          "It cannot be listened to: " + failed.getMessage() + ".",
          "Start serve with --port and another number.");
    }
  }

  private static Path nearest(Path path) {
    Path there = path;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
