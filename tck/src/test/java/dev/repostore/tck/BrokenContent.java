package dev.repostore.tck;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.NotFoundException;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.TreeEntry;
import java.util.List;
import java.util.Optional;

/** Content that does as another does, but for one thing. */
class BrokenContent implements RepoContent {

  private final RepoContent good;

  private BrokenContent(RepoContent good) {
    this.good = good;
  }

  static RepoContent withoutOffset(RepoContent good) {
    return new BrokenContent(good) {
      @Override
      public List<Commit> log(ReadLog request) {
        return good.log(request.withOffset(0));
      }
    };
  }

  static RepoContent throwing(RepoContent good) {
    return new BrokenContent(good) {
      @Override
      public Optional<Blob> file(String ref, String path) {
        return Optional.of(good.file(ref, path).orElseThrow(() -> new NotFoundException("Gone.")));
      }
    };
  }

  @Override
  public List<Commit> log(ReadLog request) {
    return good.log(request);
  }

  @Override
  public Optional<Commit> commit(String hash) {
    return good.commit(hash);
  }

  @Override
  public Optional<List<TreeEntry>> tree(String hash) {
    return good.tree(hash);
  }

  @Override
  public Optional<Blob> blob(String hash) {
    return good.blob(hash);
  }

  @Override
  public Optional<Blob> file(String ref, String path) {
    return good.file(ref, path);
  }
}
