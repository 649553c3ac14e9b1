package dev.repostore.repl;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where JShell reads the documentation it shows: the JDK's own sources, if they are installed, and
 * that of {@link Words}, which this library comes with. They are looked for when they are needed.
 */
final class Sources extends AbstractList<Path> {

  private @Nullable List<Path> found;

  private Sources() {}

  /** JShell looks for the JDK's alone, but can be told of others; the jar's manifest opens that. */
  static void offer() {
    try {
      Field known = Class.forName("jdk.jshell.SourceCodeAnalysisImpl")
          .getDeclaredField("availableSourcesOverride");
      known.setAccessible(true);
      known.set(null, new Sources());
    } catch (ReflectiveOperationException | RuntimeException closed) {
      // Signatures are shown nevertheless.
    }
  }

  private synchronized List<Path> found() {
    if (found == null) {
      List<Path> sources = new ArrayList<>();
      try {
        sources.add(ours(Path.of(
            Sources.class.getProtectionDomain().getCodeSource().getLocation().toURI())));
        sources.addAll(modules(Path.of(System.getProperty("java.home"), "lib", "src.zip")));
      } catch (IOException | URISyntaxException unreadable) {
        // Then there is less to read.
      }
      found = sources;
    }
    return found;
  }

  /** Not where the class is: the compiler would take the source for a newer version of it. */
  @SuppressWarnings("MustBeClosedChecker")
  private static Path ours(Path library) throws IOException {
    Path root = Files.isDirectory(library)
        ? library
        : FileSystems.newFileSystem(library, Map.of()).getPath("/");
    return root.resolve("META-INF").resolve("sources");
  }

  /** The archive stays open, for as long as the shell. */
  @SuppressWarnings("MustBeClosedChecker")
  private static List<Path> modules(Path archive) throws IOException {
    List<Path> modules = new ArrayList<>();
    if (Files.isReadable(archive)) {
      Path root = FileSystems.newFileSystem(archive, Map.of()).getPath("/");
      try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
        folders.forEach(modules::add);
      }
    }
    return modules;
  }

  @Override
  public Path get(int index) {
    return found().get(index);
  }

  @Override
  public int size() {
    return found().size();
  }
}
