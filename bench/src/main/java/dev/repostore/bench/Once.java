package dev.repostore.bench;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** Our client in a process of its own: does one thing and ends. */
public final class Once {
  private Once() {}

  /**
   * The remote, then what {@link Client#run} takes; the token is in the environment, and the host
   * is trusted.
   */
  public static void main(String[] words) throws IOException {
    String token = Objects.requireNonNull(System.getenv("BENCH_TOKEN"), "BENCH_TOKEN");
    new OurClient(words[0], token, true).run(List.of(words).subList(1, words.length));
  }
}
