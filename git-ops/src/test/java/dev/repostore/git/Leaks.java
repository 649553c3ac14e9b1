package dev.repostore.git;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Looks for a secret wherever it could have come to, as it is and as it is often written. */
final class Leaks {

  private final List<String> spellings = new ArrayList<>();
  private final List<String> found = new ArrayList<>();

  Leaks(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    spellings.add(secret);
    spellings.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
    spellings.add(HexFormat.of().formatHex(bytes));
    // In Base64 it depends on how many bytes come before; those at its ends are shared with others.
    for (int before = 0; before < 3; before++) {
      byte[] shifted = new byte[before + bytes.length];
      System.arraycopy(bytes, 0, shifted, before, bytes.length);
      String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
      spellings.add(text.substring(before == 0 ? 0 : before + 1, text.length() - 2));
    }
  }

  /** Where it was found so far. */
  List<String> found() {
    return found;
  }

  Leaks in(String place, String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String spelling : spellings) {
      if (text.contains(spelling) || lower.contains(spelling.toLowerCase(Locale.ROOT))) {
        found.add(place);
        break;
      }
    }
    return this;
  }

  /** Its trace has all causes in it, and what was suppressed. */
  Leaks in(String place, Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace));
    return in(place, trace.toString());
  }

  /** In every file, its name and where it leads included. */
  Leaks inFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.toList()) {
        String place = folder.relativize(path).toString();
        in(place, place);
        if (Files.isSymbolicLink(path)) {
          in(place, Files.readSymbolicLink(path).toString());
        } else if (Files.isRegularFile(path)) {
          in(place, Files.readString(path, StandardCharsets.ISO_8859_1));
        }
      }
    }
    return this;
  }

  /** In the arguments of every process there is, this one and its children among them. */
  Leaks inProcesses() {
    ProcessHandle.allProcesses().forEach(process -> {
      try {
        Path line = Path.of("/proc", String.valueOf(process.pid()), "cmdline");
        in("arguments", Files.readString(line, StandardCharsets.ISO_8859_1).replace('\0', ' '));
      } catch (IOException gone) {
        // It has ended meanwhile, or is another user's.
      }
    });
    return this;
  }
}
