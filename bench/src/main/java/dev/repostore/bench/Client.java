package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Something that does Git's work on a user's machine: this project's library, or git itself. */
interface Client {
  /** Clones a remote into a folder that is not there yet, and checks its default branch out. */
  void clone(String url, Path folder) throws IOException;

  void fetch(Path folder) throws IOException;

  /** Pushes what is checked out to a branch of that name. */
  void push(Path folder, String branch) throws IOException;

  /** How many files differ from the last commit. */
  int status(Path folder) throws IOException;

  /** Stages whatever changed, and commits it. */
  void commitAll(Path folder) throws IOException;

  /** Does one of these by name, as a process of its own is told to. */
  default void run(List<String> words) throws IOException {
    Path folder = Path.of(words.get(1)).toAbsolutePath();
    switch (words.get(0)) {
      case "clone" -> clone(words.get(2), folder);
      case "fetch" -> fetch(folder);
      case "push" -> push(folder, words.get(2));
      case "status" -> status(folder);
      case "commit" -> commitAll(folder);
      default -> throw new IOException("no work is called " + words.get(0));
    }
  }
}
