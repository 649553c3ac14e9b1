package dev.repostore.bench;

import java.nio.charset.StandardCharsets;

/** Pkt-lines of which there must be so many, one of them a certain text: refs, a push's report. */
final class LinesBody extends PacketBody {
  private final int wantedLines;
  private final byte[] wanted;
  private int lines;
  private boolean found;
  private byte[] line = new byte[256];
  private int length;

  /**
   * Asks for an answer.
   *
   * @param wantedLines how many packets must come before the flush; 0 for any number
   * @param wanted the start of one of them
   */
  LinesBody(int wantedLines, String wanted) {
    this.wantedLines = wantedLines;
    this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  void start() {
    super.start();
    lines = 0;
    found = false;
  }

  @Override
  void piece(byte[] buffer, int offset, int count, boolean first, boolean last) {
    if (first) {
      length = 0;
    }
    int kept = Math.min(count, line.length - length);
    System.arraycopy(buffer, offset, line, length, kept);
    length += kept;
    if (last) {
      lines++;
      found = found || starts();
    }
  }

  private boolean starts() {
    if (length < wanted.length) {
      return false;
    }
    for (int at = 0; at < wanted.length; at++) {
      if (line[at] != wanted[at]) {
        return false;
      }
    }
    return true;
  }

  @Override
  void check() throws WrongAnswerException {
    super.check();
    if (!found) {
      throw new WrongAnswerException("no line '" + new String(wanted, StandardCharsets.UTF_8).trim()
          + "'; the last is '" + new String(line, 0, length, StandardCharsets.UTF_8).trim() + "'");
    }
    if (wantedLines > 0 && lines != wantedLines) {
      throw new WrongAnswerException(lines + " lines, not " + wantedLines);
    }
  }
}
