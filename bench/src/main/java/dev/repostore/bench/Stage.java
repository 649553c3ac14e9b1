package dev.repostore.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the rows run on: both servers, each started when first needed, and the sample repos on both.
 */
final class Stage implements Closeable {
  private static final long MAINTENANCE_SECONDS = 180;

  private final Options options;
  private final Masters masters;
  private final Path folder; // short, for its sockets
  private final Deque<Closeable> running = new ArrayDeque<>();
  private final Map<Sample, Seed> seeds = new EnumMap<>(Sample.class);
  private @Nullable Serve our;
  private @Nullable Peer peer;
  private int folders;
  private boolean closed;

  private Stage(Options options, Masters masters, Path folder) {
    this.options = options;
    this.masters = masters;
    this.folder = folder;
  }

  static Stage open(Options options) throws IOException {
    Path masters = Files.createDirectories(options.data().resolve("masters"));
    // On the masters' file system, so that the peer's copies are links.
    return new Stage(options, new Masters(masters), Files.createTempDirectory(options.data(), "r"));
  }

  Options options() {
    return options;
  }

  Serve our() throws IOException {
    Serve started = our;
    if (started == null) {
      started = serve("");
      our = started;
    }
    return started;
  }

  /** One more server of ours, on a new data folder; ended with the stage at the latest. */
  Serve serve(String javaOptions) throws IOException {
    Serve started = Serve.start(options.home(), newFolder(), javaOptions);
    running.push(started);
    return started;
  }

  Peer peer() throws IOException {
    Peer started = peer;
    if (started == null) {
      started = Peer.start(newFolder(), options.peerWorkers());
      running.push(started);
      peer = started;
    }
    return started;
  }

  Path newFolder() throws IOException {
    return Files.createDirectory(folder.resolve(String.valueOf(folders++)));
  }

  /** Puts a sample on both servers, if it is not there yet, and lets ours tidy it up. */
  Seed seed(Sample sample) throws IOException {
    Seed known = seeds.get(sample);
    if (known != null) {
      return known;
    }
    Path bare = masters.of(sample);
    peer().add(sample.repo(), bare);
    our().add(sample.repo(), bare);
    awaitBitmap(sample);
    Seed seed = Seed.of(sample, bare);
    seeds.put(sample, seed);
    return seed;
  }

  private void awaitBitmap(Sample sample) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAINTENANCE_SECONDS);
    while (sample.isLarge() && !our().hasBitmap(sample.repo())) {
      if (System.nanoTime() > deadline) {
        System.err.println("bench: " + sample.repo() + " got no bitmap from our maintenance");
        return;
      }
      Child.pause();
    }
  }

  /** Ends the servers and removes their data. Once is enough: a second call waits for the first. */
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    while (!running.isEmpty()) {
      running.pop().close();
    }
    Trees.delete(folder);
  }
}
