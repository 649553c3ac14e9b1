package dev.repostore.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The requests stock git sends, ready for the wire. */
final class GitRequests {
  private static final String V2 = "Git-Protocol: version=2\r\n";
  private static final String FETCH = V2 + types("upload-pack");
  private static final String PUSH = types("receive-pack");
  private static final String DELIMITER = "0001";
  private static final String FLUSH = "0000";

  private GitRequests() {}

  /** The first request of every fetch: what the server can do. */
  static byte[] capabilities(Side side, String repo) {
    return side.get(repo, "/info/refs?service=git-upload-pack", V2);
  }

  /** The branches and tags, and where HEAD points. */
  static byte[] lsRefs(Side side, String repo) {
    String body = line("command=ls-refs")
        + line("agent=git/2.39.5")
        + line("object-format=sha1")
        + DELIMITER
        + line("peel")
        + line("symrefs")
        + line("ref-prefix HEAD")
        + line("ref-prefix refs/heads/")
        + line("ref-prefix refs/tags/")
        + FLUSH;
    return fetch(side, repo, body);
  }

  /** A clone's fetch: everything these objects reach, or everything but the files. */
  static byte[] clone(Side side, String repo, Collection<String> wants, boolean blobless) {
    StringBuilder body = new StringBuilder()
        .append(line("command=fetch"))
        .append(line("agent=git/2.39.5"))
        .append(line("object-format=sha1"))
        .append(DELIMITER)
        .append(line("thin-pack"))
        .append(line("no-progress"))
        .append(line("ofs-delta"));
    if (blobless) {
      body.append(line("filter blob:none"));
    }
    wants.forEach(want -> body.append(line("want " + want)));
    return fetch(side, repo, body.append(line("done")).append(FLUSH).toString());
  }

  private static byte[] fetch(Side side, String repo, String body) {
    return side.post(repo, "/git-upload-pack", FETCH, body.getBytes(StandardCharsets.US_ASCII));
  }

  /** One branch moved, with the pack of what that brings. */
  static byte[] push(Side side, String repo, Push push) {
    String command = push.before() + " " + push.after() + " " + push.branch()
        + "\0report-status agent=git/2.39.5 object-format=sha1";
    byte[] head = (line(command) + FLUSH).getBytes(StandardCharsets.US_ASCII);
    ByteArrayOutputStream body = new ByteArrayOutputStream(head.length + push.pack().length);
    body.writeBytes(head);
    body.writeBytes(push.pack());
    return side.post(repo, "/git-receive-pack", PUSH, body.toByteArray());
  }

  private static String types(String service) {
    return "Content-Type: application/x-git-" + service + "-request\r\n"
        + "Accept: application/x-git-" + service + "-result\r\n";
  }

  private static String line(String text) {
    return String.format("%04x", text.length() + 5) + text + "\n";
  }
}
