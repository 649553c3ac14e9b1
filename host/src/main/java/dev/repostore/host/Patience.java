package dev.repostore.host;

import java.time.Duration;

/**
 * How long a server waits for others.
 *
 * @param idle for a connection on which nothing moves
 * @param headers for the headers of a request that has begun
 * @param body for the whole body of a request to the REST API
 * @param stop for what runs, when it is to stop
 */
record Patience(Duration idle, Duration headers, Duration body, Duration stop) {

  static final Patience STANDARD = new Patience(
      Duration.ofSeconds(30),
      Duration.ofSeconds(30),
      Duration.ofSeconds(30),
      Duration.ofSeconds(10));

  Patience withIdle(Duration idle) {
    return new Patience(idle, headers, body, stop);
  }

  Patience withHeaders(Duration headers) {
    return new Patience(idle, headers, body, stop);
  }

  Patience withBody(Duration body) {
    return new Patience(idle, headers, body, stop);
  }

  Patience withStop(Duration stop) {
    return new Patience(idle, headers, body, stop);
  }
}
