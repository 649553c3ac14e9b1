package dev.repostore.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.FilterSpec;
import org.eclipse.jgit.transport.PacketLineIn;

/**
 * What a client asks for in one round of a fetch, of either protocol.
 *
 * @param haves what it says it has
 * @param shallows the commits at which its history ends
 * @param deepen the lines that ask for a new end of its history
 * @param options what else it said: capabilities (v0) or arguments (v2) without a value
 */
record FetchRequest(
    Set<ObjectId> wants,
    List<ObjectId> haves,
    Set<ObjectId> shallows,
    List<String> deepen,
    FilterSpec filter,
    Set<String> options) {

  /** The arguments of {@code command=fetch}. */
  static FetchRequest of(V2Request request) throws PackProtocolException {
    Lines lines = new Lines();
    for (String argument : request.arguments()) {
      lines.add(argument);
    }
    return lines.toRequest();
  }

  /** A whole request body of protocol v0 or v1; empty wants if it was empty. */
  static FetchRequest ofV0(InputStream in) throws IOException {
    Lines lines = new Lines();
    PacketLineIn packets = new PacketLineIn(in);
    int count = 0;
    try {
      while (true) {
        String line = packets.readString();
        if (++count > V2Request.MOST_LINES) {
          throw BadGitRequest.tooManyLines(V2Request.MOST_LINES);
        }
        if (line.startsWith("want ") && line.length() > 45) {
          lines.options.addAll(List.of(line.substring(45).strip().split(" ")));
          line = line.substring(0, 45);
        }
        if (!PacketLineIn.isEnd(line)) {
          lines.add(line);
        }
      }
    } catch (EOFException end) {
      return lines.toRequest();
    } catch (PackProtocolException e) {
      throw e;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new PackProtocolException("the request is not made of packet lines", e);
    }
  }

  /** What it asks for, or names as an end of its history. */
  Set<ObjectId> named() {
    Set<ObjectId> named = new LinkedHashSet<>(wants);
    for (String line : deepen) {
      String value = line.substring(line.indexOf(' ') + 1);
      if (line.startsWith("deepen-not ") && ObjectId.isId(value)) {
        named.add(ObjectId.fromString(value));
      }
    }
    return named;
  }

  boolean done() {
    return options.contains("done");
  }

  /** Packets of the kind it asked for. */
  Packets packets() {
    return options.contains("sideband-all") ? Packets.inBand() : new Packets();
  }

  /** How an answer of protocol v2 begins: what is had by both is told to who has not said all. */
  Packets acknowledged(Collection<? extends ObjectId> common) {
    Packets packets = packets();
    if (!done()) {
      packets.line("acknowledgments");
      common.forEach(id -> packets.line("ACK " + id.name()));
      packets.line("ready").delimiter();
    }
    return packets;
  }

  /** Whether a depth counts from where the client's history ends now. */
  boolean deepenRelative() {
    return options.contains("deepen-relative") && depth() > 0;
  }

  /** How many commits deep; 0 if it is not limited so. */
  int depth() {
    return deepen.stream()
        .filter(line -> line.startsWith("deepen "))
        .mapToInt(line -> Integer.parseInt(line.substring("deepen ".length())))
        .findFirst()
        .orElse(0);
  }

  /** Whether the client has, or is to get, less than the whole history. */
  boolean shallow() {
    return !deepen.isEmpty() || !shallows.isEmpty();
  }

  private static final class Lines {
    private final Set<ObjectId> wants = new LinkedHashSet<>();
    private final List<ObjectId> haves = new ArrayList<>();
    private final Set<ObjectId> shallows = new LinkedHashSet<>();
    private final List<String> deepen = new ArrayList<>();
    private final Set<String> options = new LinkedHashSet<>();
    private FilterSpec filter = FilterSpec.NO_FILTER;

    void add(String line) throws PackProtocolException {
      int space = line.indexOf(' ');
      String value = line.substring(space + 1);
      try {
        switch (space < 0 ? "" : line.substring(0, space)) {
          case "want" -> wants.add(ObjectId.fromString(value));
          case "have" -> haves.add(ObjectId.fromString(value));
          case "shallow" -> shallows.add(ObjectId.fromString(value));
          case "filter" -> filter = FilterSpec.fromFilterLine(value);
          case "deepen" -> deepen.add("deepen " + Math.max(0, Integer.parseInt(value)));
          case "deepen-since", "deepen-not" -> deepen.add(line);
          default -> options.add(line);
        }
      } catch (IllegalArgumentException e) {
        throw new PackProtocolException("malformed line '" + line + "'", e);
      }
    }

    FetchRequest toRequest() {
      return new FetchRequest(wants, haves, shallows, deepen, filter, options);
    }
  }
}
