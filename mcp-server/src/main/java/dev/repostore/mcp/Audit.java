package dev.repostore.mcp;

import dev.repostore.Secret;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
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
      "uri",
      "scope",
      "action",
      "how",
      "expected_head",
      "force_expecting",
      "dry_run",
      "plan_id",
      "ttl_seconds");

  /** What is still to be written, perhaps to the disk. */
  private record Line(Map<String, Object> fields, boolean toDisk) {}

  private final @Nullable Path path;
  private final Clock clock;
  /** Of calls that have ended already: nothing else is done before they are written. */
  private final Deque<Line> owed = new ArrayDeque<>();

  private @Nullable AuditTrail trail;

  Audit(@Nullable Path path, Clock clock) {
    this.path = path;
    this.clock = clock;
  }

  /** Refuses if the next line could not be written. */
  synchronized void requireOpen() {
    if (path == null) {
      return;
    }
    try {
      AuditTrail open = trail;
      if (open == null) {
        open = AuditTrail.at(path, clock);
        trail = open;
      }
      pay(open);
      open.requireRoom();
    } catch (IOException unusable) {
      throw refused(path, unusable, "so nothing is done");
    }
  }

  private void pay(AuditTrail open) throws IOException {
    while (!owed.isEmpty()) {
      open.append(owed.getFirst().fields(), owed.getFirst().toDisk());
      owed.removeFirst();
    }
  }

  private static RefusedException refused(Path audit, IOException unusable, String so) {
    return new RefusedException(
        "audit_unusable",
        "The audit file of this server cannot be written, " + so + ": "
            + Secret.mask(reason(audit, unusable)) + " Ask whoever runs it.");
  }

  /** A system's errors name the file and no more, or say what is wrong without a full stop. */
  private static String reason(Path audit, IOException unusable) {
    String said = String.valueOf(unusable.getMessage());
    if (unusable instanceof NoSuchFileException) {
      return "the folder of '" + audit + "' is not there.";
    } else if (unusable instanceof AccessDeniedException || said.endsWith("(Permission denied)")) {
      return "this server may not write '" + audit + "'.";
    }
    return said.endsWith(".") ? said : said + ".";
  }

  /**
   * Writes one call down, and to the disk if it may have changed something.
   *
   * @throws RefusedException if it cannot be; the line is owed then
   */
  void write(Call call, String outcome) {
    boolean readOnly = call.tool().hints().readOnly();
    write(call.tool().name(), call.storeMeant(), call.arguments(), readOnly, outcome);
  }

  synchronized void write(
      String tool, String store, Arguments arguments, boolean readOnly, String outcome) {
    AuditTrail open = trail;
    if (path == null || open == null) {
      return;
    }
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", clock.instant().toString());
    line.put("tool", told(tool));
    line.put("store", told(store));
    line.put("about", about(arguments));
    line.put("outcome", outcome);
    owed.addLast(new Line(line, !readOnly));
    try {
      pay(open);
    } catch (IOException failed) {
      log().error("the audit file cannot be written any more: {}", failed.getMessage());
      throw refused(
          path, failed, "so nothing more is done (this call had ended already: " + outcome + ")");
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
    AuditTrail open = trail;
    trail = null;
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
