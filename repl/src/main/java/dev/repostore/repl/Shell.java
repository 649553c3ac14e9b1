package dev.repostore.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;

/**
 * JShell, the JDK's own, with the words of {@link Words} at hand. Its way of answering, our mode,
 * is given to it as one it would have kept from an earlier session: {@code mode.txt} has what
 * {@code /set mode repostore -retain} makes of a copy of {@code normal} with another prompt, in
 * which what an expression gives is printed whole and without a name.
 */
public final class Shell {

  private static final String BANNER =
      "RepoStore in JShell. help() shows the words, Tab what can follow, /exit ends it.";

  private static volatile @Nullable Past past;

  private Shell() {}

  /**
   * Has a person type until they have enough.
   *
   * @param opener opens the stores the words are about
   * @param name what the store is called that the words are about where none is named
   * @param opening whether that is opened and asked something first; what is thrown comes out
   * @param history where the lines typed are kept for the next time
   * @return the status to end the process with
   * @throws IOException if the temporary folder cannot be written to
   */
  public static int start(StoreOpener opener, String name, boolean opening, Path history)
      throws IOException {
    Session.current().openWith(opener);
    Session.current().callUsual(name);
    if (opening) {
      Session.current().check();
    }
    Past lines = new Past(history);
    past = lines;
    Map<String, String> settings = new ConcurrentHashMap<>(lines.load());
    settings.put("MODE2", Resources.text("mode.txt").strip());
    settings.put("FEEDBACK", "repostore");
    Path folder = Files.createTempDirectory("repostore-shell");
    Thread atTheEnd =
        new Thread(new Leaving(lines, folder, Terminal.settings()), "leave the shell");
    Runtime.getRuntime().addShutdownHook(atTheEnd);
    try {
      if (Terminal.isThere()) {
        System.out.println(BANNER);
      }
      Sources.offer();
      int status = JavaShellToolBuilder.builder()
          .out(Cleaning.of(System.out), System.out, System.out)
          .persistence(settings)
          .start(arguments(folder));
      lines.save(settings);
      return status;
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException("JShell does not start: " + failed, failed);
    } finally {
      Session.current().close();
      remove(folder);
    }
  }

  /**
   * What is done if the process is ended from within, or by a signal; else there is nothing left.
   */
  private record Leaving(Past lines, Path folder, String terminal) implements Runnable {
    @Override
    public void run() {
      lines.saveTyped();
      Session.current().end();
      remove(folder);
      Terminal.restore(terminal);
    }
  }

  /** Told of each line that was evaluated. */
  static void typed(String source) {
    Past lines = past;
    if (lines != null) {
      lines.typed(source);
    }
  }

  private static String[] arguments(Path folder) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--execution", LocalControlProvider.NAME));
    arguments.addAll(List.of("--class-path", System.getProperty("java.class.path")));
    arguments.addAll(List.of("--startup", write(folder, "startup.jsh")));
    return arguments.toArray(String[]::new);
  }

  private static String write(Path folder, String name) throws IOException {
    return Files.writeString(folder.resolve(name), Resources.text(name)).toString();
  }

  private static void remove(Path folder) {
    for (String name : List.of("startup.jsh", "")) {
      folder.resolve(name).toFile().delete();
    }
  }
}
