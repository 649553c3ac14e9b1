package dev.repostore.cli;

/** The command as it would be if nothing hid what libraries log. */
final class Unscreened {

  private Unscreened() {}

  public static void main(String[] args) {
    System.exit(Main.line(args).execute(args));
  }
}
