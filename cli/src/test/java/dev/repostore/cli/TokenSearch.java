package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds tokens of repos, and some values nobody may get to see: plain or in Base64. */
final class TokenSearch {

  private static final Pattern TOKEN = Pattern.compile("art_v\\d_[0-9a-zA-Z_]*[0-9a-f]{40}");

  private final List<String> forms = new ArrayList<>();

  TokenSearch(String... values) {
    for (String value : values) {
      forms.add(value);
      encoded(value).forEach(forms::add);
    }
    encoded("art_v1_").forEach(forms::add);
  }

  /** Options of a JVM in which every logger says all it can. */
  static String talkative(Path folder) throws IOException {
    Path logging = Files.writeString(folder.resolve("logging.properties"), """
        handlers = java.util.logging.ConsoleHandler
        java.util.logging.ConsoleHandler.level = ALL
        .level = ALL
        """);
    return "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"
        + " -Dorg.slf4j.simpleLogger.log.org.eclipse.jetty=trace"
        + " -Djdk.httpclient.HttpClient.log=all -Djdk.internal.httpclient.debug=true"
        + " -Djava.util.logging.config.file=" + logging + " -Djava.io.tmpdir=" + folder;
  }

  boolean finds(String text) {
    return TOKEN.matcher(text).find() || forms.stream().anyMatch(text::contains);
  }

  /** The files below a folder that have one in them. */
  List<Path> below(Path folder) throws IOException {
    List<Path> found = new ArrayList<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.toList()) {
        if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
            && finds(Files.readString(file, ISO_8859_1))) {
          found.add(file);
        }
      }
    }
    return found;
  }

  /** Wherever in a longer text it stands; the last characters depend on what follows. */
  private static Stream<String> encoded(String secret) {
    return Stream.of("", "x", "xx").map(before -> {
      String coded = Base64.getEncoder().encodeToString((before + secret).getBytes(UTF_8));
      return coded.substring(before.isEmpty() ? 0 : 4, coded.length() - 4);
    });
  }
}
