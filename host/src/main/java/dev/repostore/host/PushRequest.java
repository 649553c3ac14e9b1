package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.ReceiveCommand;

/**
 * What a push asks for, up to its pack.
 *
 * @param capabilities those of the server's that the client uses
 * @param shallow whether the client lacks part of the history it pushes
 */
record PushRequest(List<ReceiveCommand> commands, Set<String> capabilities, boolean shallow) {

  private static final long MOST_BYTES = 8 << 20;
  private static final int ID = 40;

  /** Reads up to the first byte of the pack; no commands if the body is empty or a probe. */
  static PushRequest read(InputStream in) throws IOException {
    try {
      return read(new PacketLineIn(in, MOST_BYTES));
    } catch (PackProtocolException e) {
      throw e;
    } catch (IOException | IndexOutOfBoundsException e) {
      throw new PackProtocolException("the request is not made of packet lines", e);
    }
  }

  private static PushRequest read(PacketLineIn packets) throws IOException {
    List<ReceiveCommand> commands = new ArrayList<>();
    Set<String> capabilities = Set.of();
    boolean shallow = false;
    for (String line = packets.readStringRaw();
        !PacketLineIn.isEnd(line);
        line = packets.readStringRaw()) {
      int end = line.indexOf('\0');
      if (end >= 0) {
        capabilities = Set.of(distinct(line.substring(end + 1)));
      }
      String command = (end < 0 ? line : line.substring(0, end)).stripTrailing();
      if (command.startsWith("shallow ")) {
        shallow = true;
      } else {
        commands.add(command(command));
      }
    }
    if (capabilities.contains("push-options")) {
      throw new PackProtocolException("this host takes no push options");
    }
    return new PushRequest(commands, capabilities, shallow);
  }

  boolean uses(String capability) {
    return capabilities.contains(capability);
  }

  /** Whether a pack follows. */
  boolean needsPack() {
    return commands.stream().anyMatch(c -> c.getType() != ReceiveCommand.Type.DELETE);
  }

  private static String[] distinct(String capabilities) {
    return capabilities
        .strip()
        .lines()
        .flatMap(l -> List.of(l.split(" +")).stream())
        .distinct()
        .toArray(String[]::new);
  }

  private static ReceiveCommand command(String line) throws PackProtocolException {
    if (line.length() < 2 * ID + 3 || line.charAt(ID) != ' ' || line.charAt(2 * ID + 1) != ' ') {
      throw new PackProtocolException("malformed command '" + line + "'");
    }
    try {
      ObjectId before = ObjectId.fromString(line.substring(0, ID));
      ObjectId after = ObjectId.fromString(line.substring(ID + 1, 2 * ID + 1));
      return new ReceiveCommand(before, after, line.substring(2 * ID + 2));
    } catch (IllegalArgumentException e) {
      throw new PackProtocolException("malformed command '" + line + "'", e);
    }
  }
}
