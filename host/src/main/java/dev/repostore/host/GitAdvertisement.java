package dev.repostore.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;

/**
 * What discovery answers: the refs and what the server can do, or for protocol v2 the latter alone.
 * Under live quirks these are the very lists the live service was seen to send (contract, 9.3), but
 * for the agent.
 */
final class GitAdvertisement {

  private static final String LIVE_FETCH =
      "object-format=sha1 multi_ack multi_ack_detailed no-done side-band side-band-64k shallow"
          + " deepen-since deepen-not deepen-relative allow-tip-sha1-in-want"
          + " allow-reachable-sha1-in-want no-progress";
  private static final String FETCH = LIVE_FETCH + " thin-pack ofs-delta include-tag";
  private static final String LIVE_PUSH = "report-status delete-refs ofs-delta side-band-64k";
  private static final String PUSH = LIVE_PUSH + " atomic quiet object-format=sha1";

  private final String agent;
  private final boolean liveQuirks;

  GitAdvertisement(boolean liveQuirks) {
    String version = GitAdvertisement.class.getPackage().getImplementationVersion();
    this.agent = "agent=repostore/" + (version == null ? "dev" : version);
    this.liveQuirks = liveQuirks;
  }

  /** The capabilities of protocol v2; they do not depend on the repo. */
  byte[] v2() {
    Packets packets = start("git-upload-pack").line("version 2").line(agent);
    packets.line("ls-refs=unborn");
    if (liveQuirks) {
      packets.line("fetch=shallow filter sideband-all");
    } else {
      packets.line("fetch=shallow filter wait-for-done").line("server-option").line("object-info");
    }
    return packets.line("object-format=sha1").flush().toBytes();
  }

  /** Refs and capabilities of protocol v0 for fetching, {@code version 1} first for v1. */
  byte[] upload(RepoRefs refs, boolean v1) {
    return refs.answer(v1 ? "upload v1" : "upload v0", () -> {
      Packets packets = start("git-upload-pack");
      if (v1) {
        packets.line("version 1");
      }
      String capabilities = agent + " " + (liveQuirks ? LIVE_FETCH : FETCH);
      return refs(packets, refs, capabilities, true);
    });
  }

  /** Refs and capabilities for pushing; whatever version is asked for, it is v0. */
  byte[] receive(RepoRefs refs) {
    return refs.answer("receive", () -> {
      String capabilities = liveQuirks ? LIVE_PUSH : PUSH + " " + agent;
      return refs(start("git-receive-pack"), refs, capabilities, false);
    });
  }

  private static Packets start(String service) {
    return new Packets().line("# service=" + service).flush();
  }

  private static byte[] refs(Packets packets, RepoRefs refs, String capabilities, boolean peel) {
    List<String> lines = new ArrayList<>();
    KnownRef head = refs.headRef();
    if (head != null) {
      lines.add(head.id().name() + " HEAD");
    }
    for (KnownRef ref : refs.all().values()) {
      lines.add(ref.id().name() + " " + ref.name());
      if (peel && ref.peeled() != null) {
        lines.add(ref.peeled().name() + " " + ref.name() + "^{}");
      }
    }
    if (lines.isEmpty()) {
      lines.add(ObjectId.zeroId().name() + " capabilities^{}");
    }
    String symref = refs.head() == null ? "" : " symref=HEAD:" + refs.head();
    packets.packet(
        (lines.get(0) + "\0" + capabilities + symref + "\n").getBytes(StandardCharsets.UTF_8));
    lines.subList(1, lines.size()).forEach(packets::line);
    refs.shallows().forEach(id -> packets.line("shallow " + id.name()));
    return packets.flush().toBytes();
  }
}
