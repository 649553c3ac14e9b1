package dev.repostore.tck;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.StoreUnavailableException;
import dev.repostore.TreeEntry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.jspecify.annotations.Nullable;

/**
 * What is in a repo of the good store; the supplier throws if it is gone or the store is closed.
 */
final class GoodContent implements RepoContent {

  private final Supplier<GoodRepo> repo;

  GoodContent(Supplier<GoodRepo> repo) {
    this.repo = repo;
  }

  /** Something to do with a repository. */
  private interface Reading<T> {
    T in(Repository git, RevWalk walk) throws IOException;
  }

  private <T> T read(Reading<T> reading) {
    Repository git = repo.get().git;
    try (RevWalk walk = new RevWalk(git)) {
      return reading.in(git, walk);
    } catch (IOException broken) {
      throw new StoreUnavailableException("The repository could not be read.", null, broken);
    }
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return read((git, walk) -> {
      List<Commit> log = new ArrayList<>();
      RevCommit next = start(git, walk, request.ref());
      for (int i = 0; next != null && log.size() < request.limit(); i++) {
        if (i >= request.offset()) {
          log.add(commit(next));
        }
        next = next.getParentCount() == 0 ? null : walk.parseCommit(next.getParent(0));
      }
      return log;
    });
  }

  private static @Nullable RevCommit start(Repository git, RevWalk walk, @Nullable String ref)
      throws IOException {
    ObjectId id = null;
    if (ref == null) {
      id = git.resolve(Constants.HEAD);
    } else if (ObjectId.isId(ref)) {
      id = ObjectId.fromString(ref);
    } else {
      Ref found =
          git.getRefDatabase().firstExactRef(Constants.R_HEADS + ref, Constants.R_TAGS + ref);
      id = found == null ? null : found.getObjectId();
    }
    RevObject object =
        id == null || !git.getObjectDatabase().has(id) ? null : walk.peel(walk.parseAny(id));
    return object instanceof RevCommit commit ? walk.parseCommit(commit) : null;
  }

  @Override
  public Optional<Commit> commit(String hash) {
    return object(hash, RevCommit.class).map(GoodContent::commit);
  }

  @Override
  public Optional<List<TreeEntry>> tree(String hash) {
    return object(hash, RevTree.class)
        .map(tree -> read((git, walk) -> {
          List<TreeEntry> entries = new ArrayList<>();
          try (TreeWalk names = new TreeWalk(git)) {
            names.addTree(tree);
            while (names.next()) {
              entries.add(new TreeEntry(
                  names.getNameString(),
                  type(names.getFileMode().toString()),
                  names.getObjectId(0).name()));
            }
          }
          return entries;
        }));
  }

  private static EntryType type(String mode) {
    return Arrays.stream(EntryType.values())
        .filter(type -> type.mode().equals(mode.replaceFirst("^0", "")))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public Optional<Blob> blob(String hash) {
    return object(hash, org.eclipse.jgit.revwalk.RevBlob.class)
        .map(blob -> read((git, walk) -> {
          byte[] bytes = git.open(blob).getBytes();
          return new Blob(new ByteArrayInputStream(bytes), bytes.length);
        }));
  }

  @Override
  public Optional<Blob> file(String ref, String path) {
    if (path.isEmpty() || Arrays.stream(path.split("/", -1)).anyMatch(this::leadsOutside)) {
      throw new InvalidRequestException("path", "The path leads outside.");
    }
    return read((git, walk) -> {
      RevCommit commit = start(git, walk, ref);
      if (commit == null) {
        return Optional.empty();
      }
      try (TreeWalk at = TreeWalk.forPath(git, path, commit.getTree())) {
        return at == null || at.getFileMode().getObjectType() != Constants.OBJ_BLOB
            ? Optional.empty()
            : blob(at.getObjectId(0).name());
      }
    });
  }

  private boolean leadsOutside(String segment) {
    return segment.isEmpty() || segment.equals(".") || segment.equals("..");
  }

  private <T extends RevObject> Optional<T> object(String hash, Class<T> type) {
    if (!hash.matches("[0-9a-f]{40}")) {
      throw new InvalidRequestException("hash", "A hash has 40 hex digits.");
    }
    return read((git, walk) -> {
      ObjectId id = ObjectId.fromString(hash);
      if (!git.getObjectDatabase().has(id)) {
        return Optional.empty();
      }
      RevObject found = walk.parseAny(id);
      return type.isInstance(found) ? Optional.of(type.cast(found)) : Optional.empty();
    });
  }

  private static Commit commit(RevCommit git) {
    PersonIdent author = git.getAuthorIdent();
    PersonIdent committer = git.getCommitterIdent();
    return new Commit(
        git.name(),
        git.getTree().name(),
        git.getFullMessage().replaceFirst("\n\\z", ""),
        new Person(author.getName(), author.getEmailAddress()),
        new Person(committer.getName(), committer.getEmailAddress()),
        Arrays.stream(git.getParents()).map(RevCommit::name).toList(),
        author.getWhenAsInstant(),
        committer.getWhenAsInstant());
  }
}
