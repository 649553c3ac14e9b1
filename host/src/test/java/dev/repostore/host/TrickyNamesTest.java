package dev.repostore.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.repostore.git.FileChange;
import dev.repostore.git.PathRefusedException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.TreeFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The host, the client and {@code git fsck} know the same names for Git's own. */
class TrickyNamesTest {

  private static final List<String> NAMES = List.of(
      ".git",
      ".GiT",
      "git~1",
      "GIT~1",
      "git",
      "git~2",
      "git~10",
      ".gitx",
      ".gitmodules",
      ".GITMODULES",
      "gitmod~1",
      "GITMOD~4",
      "gitmod~5",
      "gitmod~10",
      "gi7eba~1",
      "GI7EBA~9",
      "gi7eba~0",
      "gi7eb~10",
      "gi7e~100",
      "gi7~1000",
      "gi~10000",
      "g~100000",
      "~1000000",
      "gi7eb~1",
      "gi7eb~01",
      "gi7eba~10",
      "gi7d29~1",
      "~1",
      "gitmodules",
      ".gitmodule");
  private static final List<String> ENDS =
      List.of("", ".", " ", " . .", ":", "::$INDEX_ALLOCATION", " :x", "\\x", "x", "-", "\u200c");
  private static final List<String> STARTS = List.of("", "a\\", "\u200d", "a", " ");

  @TempDir
  Path folder;

  @Test
  void allAgree() throws Exception {
    Map<String, String> fsck = fsck(candidates());
    assertThat(fsck.values()).as("fsck finds both").contains("git", "modules", "");
    List<String> disagreements = new ArrayList<>();
    fsck.forEach((name, says) -> {
      // What hides from two file systems at once fools neither; it is refused for good measure.
      boolean missed = !says.isEmpty() && !host(name).equals(says);
      if (missed || !client(name).equals(host(name))) {
        disagreements.add(
            "'" + name + "' fsck: " + says + ", host: " + host(name) + ", client: " + client(name));
      }
    });
    assertThat(disagreements).isEmpty();
  }

  private static List<String> candidates() {
    List<String> candidates = new ArrayList<>();
    for (String name : NAMES) {
      for (String start : STARTS) {
        ENDS.forEach(end -> candidates.add(start + name + end));
      }
      candidates.add(name.charAt(0) + "\u206f" + name.substring(1));
    }
    return candidates;
  }

  private static String host(String name) {
    return TrickyNames.isGit(name) ? "git" : TrickyNames.isModules(name) ? "modules" : "";
  }

  private static String client(String name) {
    if (refuses(() -> FileChange.put(name, "x"))) {
      return "git";
    }
    return refuses(() -> FileChange.link(name, "x")) ? "modules" : "";
  }

  private static boolean refuses(Runnable change) {
    try {
      change.run();
      return false;
    } catch (PathRefusedException refused) {
      return true;
    }
  }

  /** What git says of a tree with a link of each name. */
  private Map<String, String> fsck(List<String> names) throws Exception {
    new GitBinary(folder).ok("init", "--quiet", "--bare", "r.git");
    Map<String, String> byTree = new TreeMap<>();
    try (FileRepository git = new FileRepository(folder.resolve("r.git").toFile());
        ObjectInserter inserter = git.newObjectInserter()) {
      ObjectId blob = inserter.insert(Constants.OBJ_BLOB, new byte[] {'x'});
      for (String name : names) {
        byte[] raw = name.getBytes(StandardCharsets.UTF_8);
        TreeFormatter tree = new TreeFormatter();
        tree.append(raw, 0, raw.length, FileMode.SYMLINK, blob, true);
        byTree.put(inserter.insert(tree).name(), name);
      }
      inserter.flush();
    }
    Map<String, String> passesFor = new LinkedHashMap<>();
    names.forEach(name -> passesFor.put(name, ""));
    new GitBinary(folder.resolve("r.git")).run("fsck").output().lines().forEach(line -> {
      String[] words = line.split("[ :]+", -1);
      if (words.length > 4 && words[1].equals("in") && words[2].equals("tree")) {
        String name = byTree.get(words[3]);
        if (words[4].equals("hasDotgit")) {
          passesFor.put(name, "git");
        } else if (words[4].equals("gitmodulesSymlink")) {
          passesFor.put(name, "modules");
        }
      }
    });
    return passesFor;
  }
}
