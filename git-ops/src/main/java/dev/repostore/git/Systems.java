package dev.repostore.git;

import java.io.File;

/** What sort of system this is. */
final class Systems {

  static final boolean WINDOWS = File.separatorChar == '\\';

  private Systems() {}
}
