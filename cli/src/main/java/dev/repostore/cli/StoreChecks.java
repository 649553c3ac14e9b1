package dev.repostore.cli;

import dev.repostore.ListRepos;
import dev.repostore.RepoStore;
import dev.repostore.RepoStoreException;
import dev.repostore.host.HostSettings;
import dev.repostore.repl.Failure;
import dev.repostore.repl.StoreAddress;
import dev.repostore.repl.StoreNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the stores that have names, and asks the chosen one something. */
final class StoreChecks {

  private final Map<String, String> environment;

  /** What was found of a store: its token may be had by running a command, which is run once. */
  private final Map<String, Found> found = new HashMap<>();

  StoreChecks(Map<String, String> environment) {
    this.environment = environment;
  }

  private record Found(
      @Nullable StoreAddress address, @Nullable RepoStoreException unusable) {}

  private StoreAddress address(StoreNames names, String nameOrUrl) {
    Found known = found.computeIfAbsent(nameOrUrl, wanted -> find(names, wanted));
    if (known.address() == null) {
      throw Objects.requireNonNull(known.unusable());
    }
    return known.address();
  }

  private static Found find(StoreNames names, String nameOrUrl) {
    try {
      return new Found(names.resolve(nameOrUrl), null);
    } catch (RepoStoreException unusable) {
      return new Found(null, unusable);
    }
  }

  /** The file of named stores, and each store in it. */
  List<Finding> named() {
    Path file = StoreNames.fileOf(environment);
    try {
      StoreNames names = StoreNames.of(environment);
      List<Finding> findings = new ArrayList<>();
      findings.add(file(file, names.names().size()));
      names.names().forEach(name -> findings.add(named(names, name)));
      return findings;
    } catch (RepoStoreException unusable) {
      return List.of(of("stores file", unusable));
    }
  }

  private static Finding file(Path file, int count) {
    if (!Files.exists(file)) {
      return Finding.ok("stores file", file + " is not there: no store has a name");
    }
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(file);
      if (all.contains(PosixFilePermission.GROUP_WRITE)) {
        return Finding.warn(
            "stores file",
            file + " is " + PosixFilePermissions.toString(all) + ": others can write it, and have"
                + " tokens sent elsewhere.",
            "Run: chmod 600 " + Shell.quoted(file));
      }
    } catch (IOException | UnsupportedOperationException unknown) {
      // Not a system with such modes.
    }
    return Finding.ok(
        "stores file", file + " names " + count + (count == 1 ? " store" : " stores"));
  }

  /** Whether its URL is one and its token is where the file says: commands are run for that. */
  private Finding named(StoreNames names, String name) {
    String check = "store " + name;
    try {
      StoreAddress address = address(names, name);
      return Finding.ok(
          check,
          address.url()
              + (address.token().isPresent() ? ", its token is there" : ", names no token"));
    } catch (RepoStoreException unusable) {
      return of(check, unusable);
    }
  }

  /** Whether a store answers, and takes the token. Makes no data folder. */
  Finding answers(String nameOrUrl) {
    String check = nameOrUrl.isEmpty() ? "chosen store" : "chosen store " + nameOrUrl;
    try {
      StoreAddress address =
          address(StoreNames.of(environment), StoreNames.meant(nameOrUrl, environment));
      String url = address.url();
      if (url.equals("repostore:local:") && !Files.exists(HostSettings.dataFolder(environment))) {
        return Finding.ok(check, "the embedded one; it is made at first use");
      }
      long start = System.nanoTime();
      try (RepoStore opened = NamedStore.open(address, environment, quiet -> {})) {
        opened.list(ListRepos.all().withLimit(1));
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      return Finding.ok(check, url + " answers, in " + millis + " ms");
    } catch (RepoStoreException failed) {
      return of(check, failed);
    }
  }

  private static Finding of(String check, RepoStoreException thrown) {
    Failure failure = Failure.of(thrown).inCommands();
    return Finding.fail(check, failure.error(), failure.fix());
  }
}
