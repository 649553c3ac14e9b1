package dev.repostore;

import java.util.List;
import java.util.Optional;

/**
 * What is in one repo, read without a clone. Needs {@link Capability#READ_CONTENT}.
 *
 * <p>Every method blocks, throws {@link NotFoundException} if the repo is gone and
 * {@link InvalidRequestException} for a malformed hash or path; a thing that is not in the repo is
 * empty. Thread-safe.
 */
public interface RepoContent {

  /** Commits, newest first; empty if the ref is unknown or the repo is empty. */
  List<Commit> log(ReadLog request);

  /** One commit by its hash (40 hex digits). */
  Optional<Commit> commit(String hash);

  /** One folder by its tree's hash, in Git's order; not its subfolders. */
  Optional<List<TreeEntry>> tree(String hash);

  /** The bytes of a blob by its hash. */
  Optional<Blob> blob(String hash);

  /**
   * The bytes of a file.
   *
   * @param ref a branch (with slashes or not), a tag or a full commit hash
   * @param path from the root, segments parted by {@code /}
   */
  Optional<Blob> file(String ref, String path);
}
