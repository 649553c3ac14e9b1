package dev.repostore.bench;

import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A server process that this run started, and ends with everything it started in turn. */
final class Child implements Closeable {
  private static final long START_SECONDS = 30;

  private final Process process;
  private final File log;

  private Child(Process process, File log) {
    this.process = process;
    this.log = log;
  }

  /** Starts a program that logs to a file; its standard output stays for the caller to read. */
  static Child start(List<String> command, Map<String, String> environment, File log)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
    builder.environment().putAll(environment);
    return new Child(builder.start(), log);
  }

  Process process() {
    return process;
  }

  /** Waits until something listens there. */
  void awaitPort(InetSocketAddress address) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!listens(address)) {
      checkAlive();
      if (System.nanoTime() > deadline) {
        throw new IOException("nothing listens on " + address + "; see " + log);
      }
      pause();
    }
  }

  void checkAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("it ended with " + process.exitValue() + "; see " + log);
    }
  }

  private static boolean listens(InetSocketAddress address) {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    }
  }

  /** A loopback address nobody listens on. */
  static InetSocketAddress freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    all.forEach(ProcessHandle::destroy);
  }
}
