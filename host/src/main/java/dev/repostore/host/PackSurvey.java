package dev.repostore.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.PackIndex;

/**
 * The packs of a repository at one moment, by the part they play. Three kinds: the <em>main</em>
 * pack has a bitmap and holds whole histories; <em>cruft</em> is what no ref reached; the rest has
 * come in since.
 */
final class PackSurvey {

  private final List<StoredPack> packs;

  private PackSurvey(List<StoredPack> packs) {
    this.packs = packs;
  }

  static PackSurvey of(FileRepository repo) throws IOException {
    return new PackSurvey(StoredPack.all(repo));
  }

  List<StoredPack> all() {
    return packs;
  }

  Optional<StoredPack> main() {
    return packs.stream().filter(StoredPack::bitmap).max(Comparator.comparing(StoredPack::written));
  }

  List<StoredPack> cruft() {
    return packs.stream().filter(StoredPack::cruft).toList();
  }

  /** Cruft that was written before {@code before}. */
  List<StoredPack> cruft(Instant before) {
    return packs.stream()
        .filter(pack -> pack.cruft() && !pack.kept() && pack.written().isBefore(before))
        .toList();
  }

  /** What pushes brought, smallest first. */
  List<StoredPack> pushed() {
    return packs.stream()
        .filter(pack -> !pack.kept() && !pack.bitmap() && !pack.cruft())
        .sorted(Comparator.comparingLong(StoredPack::bytes))
        .toList();
  }

  /** The packs that have something the main pack and the cruft have not. */
  List<StoredPack> outside() {
    List<PackIndex> heirs = heirs().map(StoredPack::index).toList();
    return packs.stream()
        .filter(pack -> !pack.kept() && heirs().noneMatch(pack::equals) && !pack.isIn(heirs))
        .toList();
  }

  /**
   * The packs that can go because the main pack and the cruft that stays have all that is in them.
   */
  List<StoredPack> succeeded() {
    List<StoredPack> staying = new ArrayList<>(heirs().toList());
    List<StoredPack> succeeded = new ArrayList<>();
    for (StoredPack pack : packs) {
      List<PackIndex> others = staying.stream()
          .filter(other -> !other.equals(pack))
          .map(StoredPack::index)
          .toList();
      if (!pack.kept() && main().filter(pack::equals).isEmpty() && pack.isIn(others)) {
        staying.remove(pack);
        succeeded.add(pack);
      }
    }
    return succeeded;
  }

  List<PackIndex> indexes(List<Path> bases) {
    return packs.stream()
        .filter(pack -> bases.contains(pack.base()))
        .map(StoredPack::index)
        .toList();
  }

  /** The packs that take over what others have: the main one, and the cruft. */
  Stream<StoredPack> heirs() {
    Optional<StoredPack> main = main();
    return packs.stream()
        .filter(pack -> pack.cruft() || main.filter(pack::equals).isPresent());
  }
}
