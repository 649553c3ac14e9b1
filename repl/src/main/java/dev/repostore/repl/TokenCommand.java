package dev.repostore.repl;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A command that prints a credential. It is given no input, which may be somebody's script or a
 * protocol's, and a limited time: also for whatever it leaves running with its output open.
 */
final class TokenCommand {

  private final String command;
  private final Duration patience;

  TokenCommand(String command, Duration patience) {
    this.command = command;
    this.patience = patience;
  }

  /**
   * What it printed.
   *
   * @throws IOException if it failed, took too long or printed too much; the message goes on from
   *     "the command"
   */
  String run() throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    Process process = start();
    try {
      CompletableFuture<byte[]> printed = new CompletableFuture<>();
      Thread reader = new Thread(() -> read(process, printed), "token command");
      reader.setDaemon(true); // what is left running cannot hold the end of this process up
      reader.start();
      byte[] bytes = printed.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (bytes.length > TokenReference.LONGEST) {
        throw new IOException("printed too much");
      }
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        throw new TimeoutException();
      }
      if (process.exitValue() != 0) {
        throw new IOException("ended with " + process.exitValue());
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException late) {
      throw new IOException("did not end within " + patience.toSeconds() + " seconds", late);
    } catch (ExecutionException broken) {
      throw new IOException("could not be heard to its end", broken);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private Process start() throws IOException {
    try {
      return new ProcessBuilder("sh", "-c", command)
          .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
          .redirectError(Redirect.INHERIT)
          .start();
    } catch (IOException failed) {
      throw new IOException("could not be started", failed);
    }
  }

  private static void read(Process process, CompletableFuture<byte[]> printed) {
    try {
      InputStream out = process.getInputStream();
      printed.complete(out.readNBytes(TokenReference.LONGEST + 1));
    } catch (IOException broken) {
      printed.completeExceptionally(broken);
    }
  }
}
