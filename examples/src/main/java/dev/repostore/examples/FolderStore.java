package dev.repostore.examples;

import dev.repostore.AlreadyExistsException;
import dev.repostore.Capability;
import dev.repostore.CreateRepo;
import dev.repostore.CreatedRepo;
import dev.repostore.ListRepos;
import dev.repostore.Names;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.RepoStatus;
import dev.repostore.RepoStore;
import dev.repostore.StoreInfo;
import dev.repostore.StoreUnavailableException;
import dev.repostore.UnsupportedCapabilityException;
import dev.repostore.spi.StoreConfig;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.util.FileUtils;

/** Bare repositories {@code NAME.git} in one folder; what Git does not keep is in their config. */
final class FolderStore implements RepoStore {
  private final Path folder;
  private final StoreConfig config;
  private volatile boolean closed;

  FolderStore(StoreConfig config) {
    folder = Path.of(config.target()).toAbsolutePath();
    this.config = config;
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo("folder", folder.toString(), "default", Set.of());
  }

  @Override
  public synchronized CreatedRepo create(CreateRepo request) {
    if (request.readOnly()) {
      throw new UnsupportedCapabilityException("folder", Capability.READ_ONLY);
    }
    if (find(request.name()).isPresent()) {
      throw new AlreadyExistsException("There is a repo '" + request.name() + "' already.");
    }
    Path aside = folder.resolve("." + UUID.randomUUID());
    var init = Git.init().setBare(true).setGitDir(aside.toFile());
    return io(() -> {
      try (Git git = init.setInitialBranch(request.defaultBranch()).call()) {
        var kept = git.getRepository().getConfig();
        kept.setString("repostore", null, "created", config.clock().instant().toString());
        kept.setString("repostore", null, "description", request.description());
        kept.setBoolean("gc", null, "autoDetach", false); // no work behind delete's back
        kept.save();
      }
      Files.move(aside, folder.resolve(request.name() + ".git")); // nobody sees half a repo
      RepoInfo it = get(request.name());
      return new CreatedRepo(
          it.id(), it.name(), it.description(), it.defaultBranch(), it.remote(), null, null);
    });
  }

  @Override
  public synchronized Optional<RepoInfo> find(String name) {
    Names.repo(name);
    return all().filter(repo -> repo.name().equalsIgnoreCase(name)).findFirst();
  }

  @Override
  public synchronized Page<RepoInfo> list(ListRepos request) {
    return request.pageOf(all().toList());
  }

  @Override
  public synchronized boolean delete(String name) {
    Optional<RepoInfo> found = find(name);
    found.ifPresent(repo -> io(() -> {
      Path aside = Files.move(Path.of(repo.remote()), folder.resolve("." + UUID.randomUUID()));
      FileUtils.delete(aside.toFile(), FileUtils.RECURSIVE); // the name was free before
      return aside;
    }));
    return found.isPresent();
  }

  @Override
  public void close() {
    closed = true;
  }

  private Stream<RepoInfo> all() {
    if (closed) {
      throw new IllegalStateException("The store is closed. Open it again.");
    }
    File[] files = folder.toFile().listFiles((dir, name) -> !name.startsWith("."));
    return files == null ? Stream.empty() : Stream.of(files).map(this::read);
  }

  private RepoInfo read(File bare) {
    return io(() -> {
      try (Git git = Git.open(bare)) {
        var kept = git.getRepository().getConfig();
        String name = bare.getName().replaceFirst("\\.git$", "");
        String text = kept.getString("repostore", null, "description");
        String head = String.valueOf(git.getRepository().getBranch());
        Instant at = Instant.parse(kept.getString("repostore", null, "created"));
        String id = name + "@" + at;
        return new RepoInfo(
            id, name, text, head, at, at, null, null, false, RepoStatus.READY, bare.toURI());
      }
    });
  }

  private <T> T io(Callable<T> work) {
    try {
      return work.call();
    } catch (Exception failed) {
      throw failed instanceof RuntimeException told
          ? told
          : new StoreUnavailableException(
              "Cannot use " + folder + "; see the cause.", null, failed);
    }
  }
}
