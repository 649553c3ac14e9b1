package dev.repostore.mcp;

import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.git.FileChange;
import dev.repostore.git.FileEntry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes of files gone through without a commit, to find what would be refused. */
final class Rehearsal {

  /** What a file is, and by the hash that Git gives it what is in it. */
  private record Entry(EntryType type, String hash) {}

  private final NavigableMap<String, Entry> files = new TreeMap<>();

  private Rehearsal(Collection<FileEntry> there) {
    there.forEach(file -> files.put(file.path(), new Entry(file.type(), file.hash())));
  }

  /**
   * Refuses what a commit of these changes to those files would refuse.
   *
   * @param onTop whether it is on a branch that is there, so that something has to change
   */
  static void of(Collection<FileEntry> there, List<FileChange> changes, boolean onTop)
      throws IOException {
    Rehearsal rehearsal = new Rehearsal(there);
    Map<String, Entry> before = Map.copyOf(rehearsal.files);
    for (FileChange change : changes) {
      rehearsal.apply(change);
    }
    if (onTop && rehearsal.files.equals(before)) {
      throw new RefusedException(
          "nothing_to_commit", "The changes leave all files as they are; no commit is made.");
    }
  }

  private void apply(FileChange change) throws IOException {
    if (change instanceof FileChange.Put put) {
      put(put.path(), entry(put));
    } else if (change instanceof FileChange.Delete delete) {
      take(delete.path());
    } else if (change instanceof FileChange.Rename rename) {
      Map<String, Entry> moved = take(rename.from());
      if (!below(rename.to()).isEmpty()) {
        throw refused(rename.to(), "is there already");
      }
      for (Map.Entry<String, Entry> file : moved.entrySet()) {
        put(rename.to() + file.getKey().substring(rename.from().length()), file.getValue());
      }
    }
  }

  /** A file that is there stays what it is, unless something else is asked for. */
  private Entry entry(FileChange.Put put) throws IOException {
    @Nullable Entry before = files.get(put.path());
    EntryType usual = before == null ? EntryType.BLOB : before.type();
    return new Entry(put.type() == null ? usual : put.type(), hash(put.content()));
  }

  private static String hash(FileChange.Content content) throws IOException {
    try (InputStream in = content.open()) {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(("blob " + content.size() + "\0").getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(sha.digest(in.readAllBytes()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void put(String path, Entry entry) {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      if (files.containsKey(path.substring(0, slash))) {
        throw refused(path, "cannot be: '" + path.substring(0, slash) + "' is a file");
      }
    }
    if (!files.subMap(path + "/", path + "0").isEmpty()) {
      throw refused(path, "is a folder");
    }
    files.put(path, entry);
  }

  private Map<String, Entry> take(String path) {
    Map<String, Entry> taken = below(path);
    if (taken.isEmpty()) {
      throw refused(path, "is not there");
    }
    files.keySet().removeAll(taken.keySet());
    return taken;
  }

  /** The file of that name, or all in the folder. */
  private Map<String, Entry> below(String path) {
    Map<String, Entry> below = new TreeMap<>(files.subMap(path + "/", path + "0"));
    @Nullable Entry file = files.get(path);
    if (file != null) {
      below.put(path, file);
    }
    return below;
  }

  private static InvalidRequestException refused(String path, String why) {
    return new InvalidRequestException("changes", "The path '" + path + "' " + why + ".");
  }
}
