package dev.repostore.git;

import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/** The lines in which a remote tells its refs; whatever it tells that can be no ref is left out. */
final class RefLines {

  /** More than any host has, and all that a usual Java has room for. */
  static final int MOST = 1_000_000;

  private static final int HASH = Constants.OBJECT_ID_STRING_LENGTH;
  private static final String TARGET = "symref-target:";
  private static final String PEELED = "^{}";
  private static final byte[] NOTHING = {};

  private int count;

  /** Whether a packet is such a line: nothing else in the protocol begins with a hash. */
  static boolean isOne(byte[] packet) {
    if (packet.length <= HASH || packet[HASH] != ' ') {
      return false;
    }
    for (int i = 0; i < HASH; i++) {
      if (Character.digit(packet[i], 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** The line as it may be told on; empty if it is left out. */
  byte[] sound(byte[] packet) {
    if (++count > MOST) {
      throw new GitLimitException(
          "refs",
          "The remote has more than " + MOST + " refs, which is more than is taken in. Ask for one"
              + " branch, with Clone.branch or by its refspec.");
    }
    String line = new String(packet, StandardCharsets.UTF_8);
    String end = line.endsWith("\n") ? "\n" : "";
    String told = line.substring(HASH + 1, line.length() - end.length());
    int options = told.indexOf('\0');
    String sound = options < 0 ? attributes(told) : nameOf(told.substring(0, options));
    String hash = line.substring(0, HASH);
    if (options < 0) {
      return sound.isEmpty() ? NOTHING : bytes(hash + " " + sound + end);
    }
    // The first line of the old protocol has what the host can do as well.
    String first =
        sound.isEmpty() ? ObjectId.zeroId().name() + " capabilities" + PEELED : hash + " " + sound;
    return bytes(first + told.substring(options) + end);
  }

  /** The name and what belongs to it; empty if the name is none. */
  private static String attributes(String told) {
    int space = told.indexOf(' ');
    if (space < 0) {
      return nameOf(told);
    }
    StringBuilder kept = new StringBuilder(nameOf(told.substring(0, space)));
    if (kept.length() > 0) {
      for (String attribute : told.substring(space + 1).split(" ", -1)) {
        if (!attribute.startsWith(TARGET)
            || RefName.isSound(attribute.substring(TARGET.length()))) {
          kept.append(' ').append(attribute);
        }
      }
    }
    return kept.toString();
  }

  private static String nameOf(String name) {
    String plain =
        name.endsWith(PEELED) ? name.substring(0, name.length() - PEELED.length()) : name;
    boolean known = plain.equals("capabilities") || plain.equals(".have");
    return known || RefName.isSound(plain) ? name : "";
  }

  private static byte[] bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }
}
