package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.transport.PacketLineIn;

/** One request of protocol v2: a command, what the client is capable of, and the arguments. */
record V2Request(String command, List<String> capabilities, List<String> arguments) {

  /** A line for each ref of a large repo, and more, but nothing that takes a second to read. */
  static final int MOST_LINES = 250_000;

  /**
   * Reads a request; its command is empty if there was nothing but a flush packet.
   *
   * @throws PackProtocolException if it is not one
   */
  static V2Request read(InputStream in) throws IOException {
    try {
      return read(new PacketLineIn(in));
    } catch (PackProtocolException e) {
      throw e;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new PackProtocolException("the request is not made of packet lines", e);
    }
  }

  private static V2Request read(PacketLineIn packets) throws IOException {
    String line = packets.readString();
    if (PacketLineIn.isEnd(line)) {
      return new V2Request("", List.of(), List.of());
    }
    if (!line.startsWith("command=")) {
      throw new PackProtocolException("the request does not begin with a command");
    }
    String command = line.substring("command=".length());
    List<String> capabilities = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    List<String> section = capabilities;
    for (line = packets.readString(); !PacketLineIn.isEnd(line); line = packets.readString()) {
      if (PacketLineIn.isDelimiter(line)) {
        section = arguments;
      } else {
        checkNumber(line);
        section.add(line);
      }
      if (arguments.size() + capabilities.size() > MOST_LINES) {
        throw BadGitRequest.tooManyLines(MOST_LINES);
      }
    }
    return new V2Request(command, capabilities, arguments);
  }

  /** JGit takes whatever stands there for a number. */
  private static void checkNumber(String line) throws PackProtocolException {
    if (line.startsWith("deepen ") || line.startsWith("deepen-since ")) {
      try {
        Integer.parseInt(line.substring(line.indexOf(' ') + 1));
      } catch (NumberFormatException none) {
        throw new PackProtocolException("a depth or a time is not a whole number", none);
      }
    }
  }
}
