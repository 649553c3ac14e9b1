package dev.repostore.git;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders from the root to the one at work, each held open, so that files in order of path cost
 * one look each. For one thread.
 */
final class FolderChain implements Closeable {

  private final HeldFolder root;
  private final Workshop workshop;
  private final List<String> names = new ArrayList<>();
  private final List<HeldFolder> held = new ArrayList<>();
  private String at = "";

  /** @param git Git's own folder */
  FolderChain(Path root, Path git) throws IOException {
    this.root = HeldFolder.open(root);
    try {
      this.workshop = new Workshop(git);
    } catch (IOException failed) {
      this.root.close();
      throw failed;
    }
  }

  /** Where new folders and links are made. */
  Workshop workshop() {
    return workshop;
  }

  /** The folder a path is in; null if there is none and none is to be made. */
  @Nullable
  HeldFolder parentOf(String path, boolean make) throws IOException {
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? "" : path.substring(0, slash);
    if (!folder.equals(at)) {
      String[] wanted = folder.isEmpty() ? new String[0] : folder.split("/");
      int common = 0;
      while (common < wanted.length
          && common < names.size()
          && names.get(common).equals(wanted[common])) {
        common++;
      }
      leaveTo(common);
      for (int i = common; i < wanted.length; i++) {
        HeldFolder child = make ? top().child(wanted[i], workshop) : top().child(wanted[i]);
        if (child == null) {
          return null;
        }
        names.add(wanted[i]);
        held.add(child);
        at = String.join("/", names);
      }
    }
    return top();
  }

  /** Lets go of what is below, so that it can be deleted. */
  private void leaveTo(int depth) throws IOException {
    while (held.size() > depth) {
      names.remove(names.size() - 1);
      held.remove(held.size() - 1).close();
    }
    at = String.join("/", names);
  }

  private HeldFolder top() {
    return held.isEmpty() ? root : held.get(held.size() - 1);
  }

  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  @Override
  public void close() throws IOException {
    try (root;
        workshop) {
      leaveTo(0);
    }
  }
}
