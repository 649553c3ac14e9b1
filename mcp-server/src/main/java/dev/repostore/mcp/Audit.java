package dev.repostore.mcp;

import dev.repostore.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file every call is written to: what was called, on what, and how it ended; no contents, no
 * messages, no secrets. What cannot be written down is not done. A file that is there already is
 * gone on with by its end; whether all of it is as it was written, {@code repostore audit verify}
 * says. Thread-safe.
 */
final class Audit implements AutoCloseable {

  private static final int LONGEST = 300;

  /** The arguments that say what a call was about. All others may be bodies or secrets. */
  private static final Set<String> TOLD = Set.of(
      "repo",
      "name",
      "path",
      "folder",
      "ref",
      "branch",
      "from",
      "to",
      "url",
      "scope",
      "action",
      "how",
      "expected_head",
      "force_expecting",
      "dry_run",
      "plan_id",
      "ttl_seconds");

  private final @Nullable Path path;
  private final Clock clock;
  private @Nullable FileChannel file;
  private AuditSeal seal = AuditSeal.FIRST;

  Audit(@Nullable Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /** Refuses if nothing could be written. */
  synchronized void requireOpen() {
    if (path != null && file == null) {
      try {
        goOn(path);
      } catch (IOException unusable) {
        throw new RefusedException(
            "audit_unusable",
            "The audit file of this server cannot be written, so nothing is done: "
                + Secret.mask(reason(path, unusable)) + " Ask whoever runs it.");
      }
    }
  }

  /** A system's errors name the file and no more. */
  private static String reason(Path audit, IOException unusable) {
    if (unusable instanceof NoSuchFileException) {
      return "the folder of '" + audit + "' is not there.";
    } else if (unusable instanceof AccessDeniedException) {
      return "this server may not write '" + audit + "'.";
    }
    return String.valueOf(unusable.getMessage());
  }

  /** It is written to only once its end is known to be good. */
  private void goOn(Path audit) throws IOException {
    FileChannel opened = AuditFile.open(audit);
    try {
      AuditFile.End end = AuditFile.end(opened);
      seal = end.seal();
      if (end.torn() > 0) {
        append(opened, torn(end.torn()));
        opened.force(false);
      }
      file = opened;
    } finally {
      if (file == null) {
        opened.close();
      }
    }
  }

  /** Nobody is to wonder why there is a line less than was counted. */
  private Map<String, Object> torn(long bytes) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", seal.number() + 1);
    line.put("time", clock.instant().toString());
    line.put("torn_line_cut_off", Map.of("bytes", bytes));
    return line;
  }

  private void append(FileChannel open, Map<String, Object> line) throws IOException {
    AuditSeal next = seal.next(Json.text(line));
    ByteBuffer bytes = ByteBuffer.wrap((next.line() + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      open.write(bytes);
    }
    seal = next;
  }

  /** Writes one call down, and to the disk if it may have changed something. */
  synchronized void write(Call call, String outcome) {
    FileChannel open = file;
    if (open == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("seq", seal.number() + 1);
    line.put("time", clock.instant().toString());
    line.put("tool", call.tool().name());
    line.put("store", told(call.storeMeant()));
    line.put("about", about(call.arguments()));
    line.put("outcome", outcome);
    try {
      append(open, line);
      if (!call.tool().hints().readOnly()) {
        open.force(false);
      }
    } catch (IOException failed) {
      log().error("the audit file cannot be written any more: {}", failed.getMessage());
      close();
    }
  }

  private static Map<String, Object> about(Arguments arguments) {
    Map<String, Object> about = new LinkedHashMap<>();
    for (String name : arguments.names()) {
      if (TOLD.contains(name)) {
        about.put(name, told(String.valueOf(arguments.rawOr(name, ""))));
      }
    }
    return about;
  }

  private static String told(String text) {
    return Visible.in(Words.cut(Secret.mask(text), LONGEST));
  }

  @Override
  public synchronized void close() {
    FileChannel open = file;
    file = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException failed) {
        log().warn("the audit file could not be closed: {}", failed.getMessage());
      }
    }
  }

  /** Found when there is something to say: an agent's client waits for the start. */
  private static Logger log() {
    return LoggerFactory.getLogger(Audit.class);
  }
}
