package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.transport.SideBandOutputStream;

/** The answer to a fetch that {@link HistoryEnds} is about, in the words of either protocol. */
final class BoundedFetch {

  private final FetchRequest request;
  private final HistoryEnds ends;
  private final ObjectReader reader;
  private final GitOutput out;

  private BoundedFetch(FetchRequest request, HistoryEnds ends, ObjectReader reader, GitOutput out) {
    this.request = request;
    this.ends = ends;
    this.reader = reader;
    this.out = out;
  }

  static void answer(GitRepo repo, FetchRequest request, GitOutput out, boolean v2)
      throws IOException {
    try (ObjectReader reader = repo.repository().newObjectReader()) {
      HistoryEnds ends = new HistoryEnds(repo, request);
      ends.find(reader);
      BoundedFetch fetch = new BoundedFetch(request, ends, reader, out);
      List<ObjectId> common = ends.common(reader);
      if (v2) {
        fetch.v2(common);
      } else {
        fetch.v0(common);
      }
    }
  }

  private void v2(List<ObjectId> common) throws IOException {
    Packets packets = request.acknowledged(common).line("shallow-info");
    ends.lines().forEach(packets::line);
    packets.delimiter().line("packfile");
    out.write(packets.toBytes());
    pack(common, SideBandOutputStream.MAX_BUF);
  }

  private void v0(List<ObjectId> common) throws IOException {
    Packets packets = new Packets();
    if (!request.deepen().isEmpty()) {
      ends.lines().forEach(packets::line);
      packets.flush();
    }
    if (!request.done()) {
      if (!request.haves().isEmpty() || request.deepen().isEmpty()) {
        common.forEach(id -> packets.line("ACK " + id.name() + " common"));
        packets.line("NAK");
      }
      out.write(packets.toBytes());
      return;
    }
    packets.line(
        common.isEmpty() ? "NAK" : "ACK " + common.get(common.size() - 1).name());
    out.write(packets.toBytes());
    if (request.options().contains("side-band-64k")) {
      pack(common, SideBandOutputStream.MAX_BUF);
    } else if (request.options().contains("side-band")) {
      pack(common, SideBandOutputStream.SMALL_BUF);
    } else {
      ends.sendPack(reader, common, out);
    }
  }

  private void pack(List<ObjectId> common, int packet) throws IOException {
    OutputStream band = new SideBandOutputStream(SideBandOutputStream.CH_DATA, packet, out);
    ends.sendPack(reader, common, band);
    band.flush();
    out.write(new Packets().flush().toBytes());
  }
}
