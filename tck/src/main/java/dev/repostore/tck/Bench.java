package dev.repostore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.repostore.Capability;
import dev.repostore.RepoStore;
import dev.repostore.RepoStoreException;
import dev.repostore.UnsupportedCapabilityException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.internal.WorkQueue;
import org.eclipse.jgit.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/** What one test works with, and what it has to clean up. */
final class Bench {

  private static final SecureRandom RANDOM = new SecureRandom();

  private final RepoStoreContract contract;
  private final List<RepoStore> opened = new ArrayList<>();
  private final List<String> names = new ArrayList<>();
  private final List<String> namespaces = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();
  private @Nullable RepoStore store;
  private @Nullable LoopbackRemote loopback;

  Bench(RepoStoreContract contract) {
    this.contract = contract;
  }

  RepoStoreContract contract() {
    return contract;
  }

  void open() throws Exception {
    store = openAnother();
  }

  RepoStore store() {
    return Objects.requireNonNull(store, "the store is opened before each test");
  }

  /** A second way into the store, for tests that close it. */
  RepoStore openAnother() throws Exception {
    RepoStore another = contract.openStore();
    opened.add(another);
    return another;
  }

  synchronized String newName() {
    String name = "tck-" + Long.toString(RANDOM.nextLong() >>> 1, 36);
    names.add(name);
    return name;
  }

  /** To be deleted after the test, if it is there then. */
  synchronized String remember(String name) {
    names.add(name);
    return name;
  }

  String newNamespace() {
    String name = newName();
    namespaces.add(name);
    return name;
  }

  Path newFolder() throws Exception {
    Path folder = Files.createTempDirectory("repostore-tck");
    folders.add(folder);
    return folder;
  }

  URI loopbackRemote() throws Exception {
    if (loopback == null) {
      loopback = LoopbackRemote.start();
    }
    return loopback.url();
  }

  void offers(Set<Capability> capabilities, Executable test) throws Throwable {
    Set<Capability> lacking = EnumSet.copyOf(capabilities);
    lacking.removeAll(store().info().capabilities());
    if (lacking.isEmpty()) {
      test.execute();
      return;
    }
    Throwable thrown = catchThrowable(test::execute);
    assertThat(thrown)
        .as("The store does not declare %s, so this must end in the error that says so", lacking)
        .isInstanceOf(UnsupportedCapabilityException.class);
    assertThat(((UnsupportedCapabilityException) thrown).capability()).isIn(lacking);
  }

  /**
   * Repos go first: a namespace with repos stays. What cannot be deleted is not this test's fault.
   */
  void cleanUp() throws Exception {
    for (String name : names) {
      quietly(() -> store().delete(name));
    }
    for (String namespace : namespaces) {
      quietly(() -> store().namespaces().delete(namespace));
    }
    for (RepoStore each : opened) {
      each.close();
    }
    if (loopback != null) {
      loopback.close();
    }
    awaitGarbageCollection();
    for (Path folder : folders) {
      FileUtils.delete(
          folder.toFile(), FileUtils.RECURSIVE | FileUtils.SKIP_MISSING | FileUtils.RETRY);
    }
  }

  /** JGit looks for garbage in the background after each clone, and complains if that is gone. */
  private static void awaitGarbageCollection() throws Exception {
    WorkQueue.getExecutor().submit(() -> {}).get(10, TimeUnit.SECONDS);
  }

  private static void quietly(Runnable deletion) {
    try {
      deletion.run();
    } catch (RepoStoreException | IllegalStateException left) {
      // Broken stores are run through the kit too; their rule has failed already.
    }
  }
}
