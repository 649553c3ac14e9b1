package dev.repostore.host;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.SideBandOutputStream;
import org.jspecify.annotations.Nullable;

/** What the client is told about its push. */
final class PushReport {

  private final PushRequest request;
  private final OutputStream out;

  PushReport(PushRequest request, OutputStream out) {
    this.request = request;
    this.out = out;
  }

  /** Each ref's outcome. */
  void sendOutcomes() throws IOException {
    send(null);
  }

  /** Nothing was taken, and why. */
  void sendRefusal(String reason) throws IOException {
    send(reason);
  }

  private void send(@Nullable String refusal) throws IOException {
    if (!request.uses("report-status")) {
      return;
    }
    Packets packets = new Packets().line("unpack " + (refusal == null ? "ok" : refusal));
    for (ReceiveCommand command : request.commands()) {
      packets.line(refusal == null ? outcome(command) : "ng " + command.getRefName() + " refused");
    }
    byte[] report = packets.flush().toBytes();
    if (!request.uses("side-band-64k")) {
      out.write(report);
      return;
    }
    // The stream fills whole packets and is never flushed in the middle of one.
    SideBandOutputStream band =
        new SideBandOutputStream(SideBandOutputStream.CH_DATA, SideBandOutputStream.MAX_BUF, out);
    band.write(report);
    band.flush();
    out.write("0000".getBytes(StandardCharsets.US_ASCII));
  }

  private static String outcome(ReceiveCommand command) {
    if (command.getResult() == ReceiveCommand.Result.OK) {
      return "ok " + command.getRefName();
    }
    String reason = command.getMessage() == null ? "refused" : command.getMessage();
    return "ng " + command.getRefName() + " " + reason;
  }
}
