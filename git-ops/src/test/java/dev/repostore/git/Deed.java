package dev.repostore.git;

import dev.repostore.Blob;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import java.io.IOException;
import java.util.List;

/** What a user asks of a remote, each with what must come of it. */
enum Deed {
  FETCH {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.fetch(bed.clone, Fetch.usual());
    }
  },
  DEEPEN {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.fetch(bed.shallow, Fetch.usual().withDepth(Fetch.WHOLE_HISTORY));
    }
  },
  PUSH {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.push(bed.fixture.work, Push.of("trunk:refs/heads/pushed"));
    }
  },
  /** More than JGit holds in memory: it is sent while it is made. */
  LARGE_PUSH {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.push(bed.fixture.work, Push.of("large:refs/heads/pushed"));
    }
  },
  COMMIT {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote
          .commit(CommitFiles.on("trunk", "Set x")
              .withCommitter(new Person("Ann", "ann@example.org"))
              .with(FileChange.put("x", "x")))
          .message();
    }
  },
  LIST {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      try (Snapshot snapshot = remote.read(null)) {
        return snapshot.files();
      }
    }
  },
  FILE {
    @Override
    Object of(GitRemote remote, FaultBed bed) throws IOException {
      try (Blob blob = remote.file("trunk", "b/c.bin").orElseThrow()) {
        return List.of(blob.size(), java.util.Arrays.hashCode(blob.readAllBytes()));
      }
    }
  },
  GREP {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      try (Snapshot snapshot = remote.read(null)) {
        return snapshot.grep(Grep.text("second"));
      }
    }
  },
  LOG {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.log(ReadLog.head());
    }
  },
  DIFF {
    @Override
    Object of(GitRemote remote, FaultBed bed) {
      return remote.diff(Diff.between("v1", "side"));
    }
  };

  /** What a caller gets. */
  abstract Object of(GitRemote remote, FaultBed bed) throws IOException;

  boolean writes() {
    return this == PUSH || this == LARGE_PUSH || this == COMMIT;
  }
}
