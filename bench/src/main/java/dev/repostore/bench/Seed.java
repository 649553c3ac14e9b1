package dev.repostore.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/**
 * A sample repo as it is on both servers, with what right answers look like.
 *
 * @param repo its name
 * @param bare the bare repository it was made from
 * @param main the commit its default branch is at
 * @param tips the commits of all refs
 * @param refs how many refs there are
 * @param objects how many objects a full clone gets
 * @param blobless how many a clone without files gets
 * @param packBytes how large its pack is on the peer
 */
record Seed(
    String repo,
    Path bare,
    String main,
    List<String> tips,
    int refs,
    long objects,
    long blobless,
    long packBytes) {

  static Seed of(Sample sample, Path bare) throws IOException {
    List<String> refs =
        Masters.git(bare, "for-each-ref", "--format=%(objectname)").lines().toList();
    return new Seed(
        sample.repo(),
        bare,
        Masters.git(bare, "rev-parse", "refs/heads/main").trim(),
        List.copyOf(new TreeSet<>(refs)),
        refs.size(),
        count(bare, "--objects"),
        count(bare, "--objects", "--filter=blob:none"),
        Trees.bytes(bare, ".pack"));
  }

  private static long count(Path bare, String... selection) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("rev-list", "--all"));
    command.addAll(List.of(selection));
    return Masters.git(bare, command.toArray(String[]::new)).lines().count();
  }

  /** What tables call it: its name and the size of its pack. */
  String label() {
    return repo + " (" + Math.round(packBytes / 1e6) + " MB)";
  }

  /** Reads the answer to a full fetch. */
  PackBody fullPack() {
    return new PackBody(objects, packBytes / 2);
  }

  /** Reads the answer to a fetch without files. */
  PackBody bloblessPack() {
    return new PackBody(blobless, blobless * 8);
  }
}
