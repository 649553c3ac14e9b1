package dev.repostore.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Clients that work side by side, each on a connection of its own, until time is up. */
final class Load {
  private final InetSocketAddress address;
  private final int clients;
  private final long nanos;

  private Load(InetSocketAddress address, int clients, long nanos) {
    this.address = address;
    this.clients = clients;
    this.nanos = nanos;
  }

  /** So many clients for so long. */
  static Load of(InetSocketAddress address, int clients, double seconds) {
    return new Load(address, clients, (long) (seconds * 1e9));
  }

  /** So many clients until nothing is left to do. */
  static Load of(InetSocketAddress address, int clients) {
    return new Load(address, clients, Long.MAX_VALUE);
  }

  /**
   * What was done. Throws what the first client that got a wrong answer threw: no speed is reported
   * of a server that errs.
   *
   * @param chores what each client does, by its number from 0
   */
  Done run(IntFunction<? extends Chores> chores) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      CountDownLatch ready = new CountDownLatch(clients);
      List<Future<Done>> running = new ArrayList<>();
      for (int client = 0; client < clients; client++) {
        Chores mine = chores.apply(client);
        running.add(threads.submit(() -> work(mine, ready)));
      }
      List<Done> parts = new ArrayList<>();
      for (Future<Done> part : running) {
        parts.add(part.get());
      }
      return Done.of(parts);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException io ? io : new IOException(failed.getCause());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", stopped);
    } finally {
      stop(threads);
    }
  }

  private Done work(Chores chores, CountDownLatch ready) throws Exception {
    long[] times = new long[1024];
    int count = 0;
    try (Wire wire = new Wire(address)) {
      ready.countDown();
      ready.await();
      long start = System.nanoTime();
      long before = start;
      while (before - start < nanos && chores.next(wire)) {
        long now = System.nanoTime();
        if (count == times.length) {
          times = Arrays.copyOf(times, count * 2);
        }
        times[count++] = now - before;
        before = now;
      }
      return new Done(start, before, wire.received(), Arrays.copyOf(times, count));
    }
  }

  private static void stop(ExecutorService threads) throws IOException {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(150, TimeUnit.SECONDS)) {
        throw new IOException("a client does not end");
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
