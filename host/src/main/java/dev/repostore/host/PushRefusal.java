package dev.repostore.host;

import java.io.IOException;
import java.util.Locale;

/** A push is refused as a whole; the message is for whoever pushes, and says what to do. */
final class PushRefusal extends IOException {

  private static final long serialVersionUID = 1;

  PushRefusal(String message) {
    super(message);
  }

  static PushRefusal corrupt(String detail) {
    return new PushRefusal("the pack is damaged (" + detail + "); push again");
  }

  static PushRefusal noBase() {
    return corrupt("a difference to an object the repo does not have");
  }

  static PushRefusal fileTooLarge(long limit) {
    return new PushRefusal("a file is larger than the " + size(limit)
        + " this host takes. Take it out of the commits you push, and push again");
  }

  static PushRefusal repoTooLarge(long wanted, long limit) {
    return new PushRefusal("the repo would take " + size(wanted) + " of the " + size(limit)
        + " a repo may take on this host. Push less, or start another repo");
  }

  private static String size(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    int unit = 0;
    double amount = bytes;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    String number = String.format(Locale.ROOT, "%.1f", amount).replace(".0", "");
    return number + " " + units[unit];
  }
}
