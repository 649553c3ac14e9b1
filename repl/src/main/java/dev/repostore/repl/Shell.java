package dev.repostore.repl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.tool.JavaShellToolBuilder;

/**
 * JShell, the JDK's own, with the words of {@link Words} at hand. Its way of answering, our mode, is
 * given to it as one it would have kept from an earlier session: {@code mode.txt} has what {@code
 * /set mode repostore -retain} makes of a copy of {@code normal} with another prompt, in which what
 * an expression gives is printed whole and without a name.
 */
public final class Shell {

  private Shell() {}

  /**
   * Has a person type until they have enough.
   *
   * @param opener opens the stores the words are about
   * @param name what the store is called that the words are about where none is named
   * @param history where the lines typed are kept for the next time
   * @return the status to end the process with
   * @throws IOException if the temporary folder cannot be written to
   */
  public static int start(StoreOpener opener, String name, Path history) throws IOException {
    Session.current().openWith(opener);
    Session.current().callUsual(name);
    Past past = new Past(history);
    Map<String, String> settings = new ConcurrentHashMap<>(past.load());
    settings.put("MODE2", Resources.text("mode.txt").strip());
    settings.put("FEEDBACK", "repostore");
    Path folder = Files.createTempDirectory("repostore-shell");
    try {
      return JavaShellToolBuilder.builder().persistence(settings).start(arguments(folder));
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IllegalStateException("JShell does not start: " + failed, failed);
    } finally {
      past.save(settings);
      Session.current().close();
      remove(folder);
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
