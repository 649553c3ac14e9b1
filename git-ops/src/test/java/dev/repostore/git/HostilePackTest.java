package dev.repostore.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packs that are not what was asked for: taken whole and sound, or not at all. */
@Timeout(60)
class HostilePackTest {

  private static final byte[] TEXT = "text\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "other\n".getBytes(StandardCharsets.UTF_8);
  private static final ObjectId BLOB = Lies.id(Constants.OBJ_BLOB, TEXT);
  private static final ObjectId NEVER = Lies.id(Constants.OBJ_BLOB, OTHER);

  @TempDir
  Path folder;

  private HostileServer server;

  @BeforeEach
  void start() throws Exception {
    server = new HostileServer();
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  /**
   * A history of one commit with a lie in it; its tip is the commit, whether that is sent or not.
   */
  enum Lie {
    NO_TIP {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] tree = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
        return Lies.id(Constants.OBJ_COMMIT, Lies.commit(Lies.id(Constants.OBJ_TREE, tree)));
      }
    },
    NO_TREE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        return commit(pack.add(Constants.OBJ_BLOB, TEXT), NEVER);
      }
    },
    NO_BLOB {
      @Override
      ObjectId into(Lies pack) throws Exception {
        return of(pack, Lies.tree("100644", "f", BLOB, "100644", "g", NEVER));
      }
    },
    NO_SUBTREE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        return of(pack, Lies.tree("40000", "d", NEVER, "100644", "f", BLOB));
      }
    },
    NO_PARENT {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] tree = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
        return commit(pack, Lies.id(Constants.OBJ_TREE, tree), NEVER);
      }
    },
    /** The tip is whole, its parent's files are not. */
    NO_BLOB_LONG_AGO {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId parent = NO_BLOB.into(pack);
        byte[] tree = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_TREE, tree);
        return commit(pack, Lies.id(Constants.OBJ_TREE, tree), parent);
      }
    },
    A_BLOB_FOR_A_TREE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        return commit(pack.add(Constants.OBJ_BLOB, TEXT), BLOB);
      }
    },
    A_BLOB_FOR_A_SUBTREE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        return of(pack, Lies.tree("40000", "d", BLOB, "100644", "f", BLOB));
      }
    },
    A_TREE_FOR_A_BLOB {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] inner = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_TREE, inner);
        return of(pack, Lies.tree("100644", "f", Lies.id(Constants.OBJ_TREE, inner)));
      }
    },
    A_TREE_FOR_A_PARENT {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] tree = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
        ObjectId id = Lies.id(Constants.OBJ_TREE, tree);
        return commit(pack, id, id);
      }
    },
    A_COMMIT_THAT_IS_NONE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] nonsense = "tree of knowledge\n".getBytes(StandardCharsets.UTF_8);
        pack.add(Constants.OBJ_COMMIT, nonsense);
        return Lies.id(Constants.OBJ_COMMIT, nonsense);
      }
    },
    A_TREE_THAT_IS_NONE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] nonsense = "100644 f\0short".getBytes(StandardCharsets.UTF_8);
        pack.add(Constants.OBJ_TREE, nonsense);
        return commit(pack, Lies.id(Constants.OBJ_TREE, nonsense));
      }
    },
    A_DELTA_ON_NOTHING {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId tip = of(pack, Lies.tree("100644", "f", BLOB));
        pack.delta(NEVER, new byte[] {6, 1, (byte) 0x90, 1});
        return tip;
      }
    },
    TWO_DELTAS_ON_EACH_OTHER {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId tip = of(pack, Lies.tree("100644", "f", BLOB));
        pack.delta(Lies.id(Constants.OBJ_BLOB, new byte[] {1}), new byte[] {1, 1, 1, 2});
        pack.delta(Lies.id(Constants.OBJ_BLOB, new byte[] {2}), new byte[] {1, 1, 1, 1});
        return tip;
      }
    },
    A_DELTA_ON_ITS_OWN_PLACE {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId tip = of(pack, Lies.tree("100644", "f", BLOB));
        pack.delta(0, new byte[] {1, 1, 1, 1});
        return tip;
      }
    },
    A_DELTA_ON_THE_MIDDLE_OF_AN_OBJECT {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId tip = of(pack, Lies.tree("100644", "f", BLOB));
        pack.delta(3, new byte[] {1, 1, 1, 1});
        return tip;
      }
    },
    A_DELTA_ON_WHAT_IS_BEFORE_THE_PACK {
      @Override
      ObjectId into(Lies pack) throws Exception {
        ObjectId tip = of(pack, Lies.tree("100644", "f", BLOB));
        pack.delta(9_999, new byte[] {1, 1, 1, 1});
        return tip;
      }
    },
    A_BLOB_FOR_THE_TIP {
      @Override
      ObjectId into(Lies pack) throws Exception {
        pack.add(Constants.OBJ_BLOB, TEXT);
        return BLOB;
      }
    },
    A_TREE_FOR_THE_TIP {
      @Override
      ObjectId into(Lies pack) throws Exception {
        byte[] tree = Lies.tree("100644", "f", BLOB);
        pack.add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
        return Lies.id(Constants.OBJ_TREE, tree);
      }
    };

    abstract ObjectId into(Lies pack) throws Exception;

    static ObjectId of(Lies pack, byte[] tree) throws Exception {
      pack.add(Constants.OBJ_BLOB, TEXT).add(Constants.OBJ_TREE, tree);
      return commit(pack, Lies.id(Constants.OBJ_TREE, tree));
    }

    static ObjectId commit(Lies pack, ObjectId tree, ObjectId... parents) throws Exception {
      byte[] commit = Lies.commit(tree, parents);
      pack.add(Constants.OBJ_COMMIT, commit);
      return Lies.id(Constants.OBJ_COMMIT, commit);
    }
  }

  private ObjectId serve(Lie lie) throws Exception {
    Lies pack = new Lies();
    ObjectId tip = lie.into(pack);
    server
        .refs(tip.name() + " HEAD symref-target:refs/heads/main", tip.name() + " refs/heads/main")
        .pack(pack.pack());
    return tip;
  }

  private RealGit work() throws Exception {
    RealGit git = RealGit.init(folder.toRealPath().resolve("work"), "trunk");
    git.write("mine", "mine");
    git.run("add", "-A");
    git.run("commit", "-q", "-m", "mine");
    git.run("remote", "add", "origin", server.url().toString());
    return git;
  }

  @ParameterizedTest
  @EnumSource
  void aCloneTakesNoLie(Lie lie) throws Exception {
    serve(lie);
    for (Clone how : List.of(Clone.all(), Clone.all().withBare(), Clone.shallow(3))) {
      Path clone = folder.resolve("clone");
      Throwable failed = catchThrowable(() -> GitRemote.at(server.url()).cloneInto(clone, how));
      assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
      FaultWords.requireClear((GitException) failed);
      assertThat(clone).doesNotExist();
    }
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"A_BLOB_FOR_THE_TIP", "A_TREE_FOR_THE_TIP"})
  void aFetchTakesNoLie(Lie lie) throws Exception {
    RealGit git = work();
    List<String> before = WireFixture.files(git.folder());
    serve(lie);
    Throwable failed =
        catchThrowable(() -> GitRemote.at(server.url()).fetch(git.folder(), Fetch.usual()));
    assertThat(failed).isInstanceOf(RemoteUnavailableException.class);
    FaultWords.requireClear((GitException) failed);
    git.requireSoundAndClean();
    assertThat(git.run("for-each-ref", "refs/remotes")).isEmpty();
    if (lie != Lie.NO_TIP) { // of which the rest was sound, and is not in anybody's way
      assertThat(WireFixture.files(git.folder())).isEqualTo(before);
    }
    try (Checkout checkout = Checkout.open(Workspace.at(folder), git.folder())) {
      assertThat(checkout.log(Log.head())).hasSize(1);
    }
  }

  /** Git allows that, and nobody may stumble over it. */
  @ParameterizedTest
  @EnumSource(names = {"A_BLOB_FOR_THE_TIP", "A_TREE_FOR_THE_TIP"})
  void aBranchThatIsNoCommitIsInNobodysWay(Lie lie) throws Exception {
    RealGit git = work();
    serve(lie);
    GitRemote.at(server.url()).fetch(git.folder(), Fetch.usual());
    git.requireSoundAndClean();
    try (Checkout checkout = Checkout.open(Workspace.at(folder), git.folder())) {
      assertThat(checkout.branches().list()).extracting(Branch::name).contains("trunk");
      for (ThrowingCallable each : List.<ThrowingCallable>of(
          () -> checkout.switchTo("origin/main"),
          () -> checkout.merge(Merge.of("origin/main")),
          () -> checkout.previewMerge(Merge.of("origin/main")),
          () -> checkout.log(Log.of("origin/main")),
          () -> checkout.diff(Diff.between("HEAD", "origin/main")))) {
        assertThat(catchThrowable(each)).isInstanceOf(RevisionNotFoundException.class);
      }
    }
  }

  @Test
  void anObjectThatNobodyAskedForDoesNoHarm() throws Exception {
    Lies pack = new Lies();
    ObjectId tip = Lie.of(pack, Lies.tree("100644", "f", BLOB));
    pack.blob("nobody asked");
    server
        .refs(tip.name() + " HEAD symref-target:refs/heads/main", tip.name() + " refs/heads/main")
        .pack(pack.pack());
    Path clone = folder.resolve("clone");
    GitRemote.at(server.url()).cloneInto(clone);
    new RealGit(clone.toRealPath()).requireSoundAndClean();
    assertThat(Files.readString(clone.resolve("f"))).isEqualTo("text\n");
  }
}
