package dev.repostore.mcp;

import java.time.Duration;

/**
 * How much, and how long, a client may keep a server of HTTP busy.
 *
 * @param idle for a connection on which nothing moves
 * @param headers for the headers of a request that has begun
 * @param body for the whole body of a request
 * @param stop for what runs, when it is to stop
 * @param bytes of a request's body
 * @param calls at once
 * @param sessions at once
 * @param unused after which a session is forgotten
 */
record HttpLimits(
    Duration idle,
    Duration headers,
    Duration body,
    Duration stop,
    int bytes,
    int calls,
    int sessions,
    Duration unused) {

  static final HttpLimits STANDARD = new HttpLimits(
      Duration.ofSeconds(30),
      Duration.ofSeconds(30),
      Duration.ofSeconds(30),
      Duration.ofSeconds(10),
      16 << 20,
      48,
      1000,
      Duration.ofMinutes(30));
}
