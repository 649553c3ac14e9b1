package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What remotes have lately said that they can do. In version 2 of the protocol that is all they say
 * before they are asked something, and it has no ref in it; so who comes back soon need not ask
 * again. In other versions they begin with their refs, which are not kept. Thread-safe.
 */
final class Capabilities {

  static final Duration KEPT = Duration.ofMinutes(1);

  /** Those of all operations. */
  static final Capabilities KNOWN = new Capabilities(System::nanoTime);

  static final int LONGEST = 4096;
  static final int MOST = 1000;

  private static final String REQUEST = "/info/refs?service=git-upload-pack";
  private static final String BEGINNING =
      "(001e# service=git-upload-pack\n0000)?(000eversion 2\n|000dversion 2)(?s:.*)0000";

  private record Said(String text, long at) {}

  private final LongSupplier nanos;
  private final Map<String, Said> said = new LinkedHashMap<>() {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Said> eldest) {
      return size() > MOST;
    }
  };

  /** @param nanos a clock that only goes on */
  Capabilities(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** What was answered to this request; null if that is not known, or no longer. */
  synchronized byte @Nullable [] answer(URL request) {
    Said last = said.get(request.toString());
    return last == null || nanos.getAsLong() - last.at() > KEPT.toNanos()
        ? null
        : last.text().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Keeps an answer if it is one of these. All of it can still be read from what this returns. */
  InputStream keep(URL request, InputStream answer) throws IOException {
    if (!request.toString().endsWith(REQUEST)) {
      return answer;
    }
    byte[] start = answer.readNBytes(LONGEST);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (start.length < LONGEST && text.matches(BEGINNING)) {
      synchronized (this) {
        said.remove(request.toString()); // so that it is the youngest
        said.put(request.toString(), new Said(text, nanos.getAsLong()));
      }
    }
    return new SequenceInputStream(new ByteArrayInputStream(start), answer);
  }

  /** Has it asked anew, for something has gone wrong. */
  synchronized void forget(URL request) {
    said.remove(request.toString());
  }
}
