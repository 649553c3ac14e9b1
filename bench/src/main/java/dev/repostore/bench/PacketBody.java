package dev.repostore.bench;

/**
 * A body of Git's pkt-lines, taken apart as it comes: a packet of any size may arrive in pieces.
 */
abstract class PacketBody extends Body {
  private int header; // digits of the length seen so far
  private int length; // their value
  private int left; // bytes of this packet still to come
  private boolean first;
  private boolean broken;
  private boolean flushed;

  @Override
  void start() {
    super.start();
    header = 0;
    length = 0;
    left = 0;
    broken = false;
    flushed = false;
  }

  @Override
  final void take(byte[] buffer, int offset, int count) {
    super.take(buffer, offset, count);
    int at = offset;
    int end = offset + count;
    while (at < end && !broken) {
      if (left == 0) {
        digit(buffer[at++]);
      } else {
        int here = Math.min(left, end - at);
        left -= here;
        piece(buffer, at, here, first, left == 0);
        first = false;
        at += here;
      }
    }
  }

  private void digit(byte hex) {
    int value = Character.digit(hex, 16);
    if (value < 0) {
      broken = true;
      return;
    }
    flushed = false;
    length = length << 4 | value;
    if (++header == 4) {
      left = Math.max(0, length - 4);
      flushed = length == 0;
      first = true;
      header = 0;
      length = 0;
    }
  }

  /** A piece of a packet: its first, its last, both or neither. */
  abstract void piece(byte[] buffer, int offset, int count, boolean first, boolean last);

  @Override
  void check() throws WrongAnswerException {
    if (broken || !flushed) {
      throw new WrongAnswerException("not a whole answer of Git's: " + bytes() + " bytes, "
          + (broken ? "with a packet of no length" : "without a flush at the end"));
    }
  }
}
