package dev.repostore.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The session in the documentation, played line by line: each call has to be answered as is shown,
 * in full unless dots say otherwise. {@code <name>} is whatever it is the first time, and the same
 * from then on.
 */
class TranscriptTest extends OnAStore {

  private static final Pattern SESSION =
      Pattern.compile("<!-- session -->\n```text\n(.*?)```\n<!-- /session -->", Pattern.DOTALL);
  private static final Pattern CALL = Pattern.compile("> (\\w+) (\\{.*})");
  private static final Pattern EDIT = Pattern.compile("\\$ echo '(.*)' > (\\S+)");
  private static final Pattern NAME = Pattern.compile("<([a-z]+)>");
  private static final Pattern DOTS = Pattern.compile(",? *\\.\\.\\.(?=[}\\]])");
  private static final String MORE = "\"and more\":true";

  private final Map<String, String> known = new HashMap<>();

  TranscriptTest() {
    super(Place.EMBEDDED);
  }

  @Test
  void theDocumentedSessionIsTrue() throws IOException {
    Matcher page = SESSION.matcher(Files.readString(Path.of("..", "docs", "mcp.md")));
    assertThat(page.find()).as("a session in the page").isTrue();
    int answers = 0;
    Map<String, Object> last = Map.of();
    for (String line : page.group(1).lines().toList()) {
      Matcher call = CALL.matcher(line);
      Matcher edit = EDIT.matcher(line);
      if (call.matches()) {
        last = desk.ok(call.group(1), json(filled(call.group(2))));
      } else if (edit.matches()) {
        Files.writeString(root().resolve(edit.group(2)), edit.group(1) + "\n");
      } else {
        assertThat(line).startsWith("< ");
        same(json(DOTS.matcher(line.substring(2)).replaceAll("," + MORE)), last, line);
        answers++;
      }
    }
    assertThat(answers).isGreaterThan(10);
  }

  private static Map<String, Object> json(String text) throws IOException {
    return Json.object(text.replace("{,", "{").getBytes(UTF_8));
  }

  private String filled(String text) {
    return NAME.matcher(text)
        .replaceAll(name -> Matcher.quoteReplacement(known.get(name.group(1))));
  }

  private void same(Object shown, Object told, String line) {
    if (shown instanceof Map<?, ?> fields) {
      Map<?, ?> all = (Map<?, ?>) told;
      fields.forEach((name, value) -> {
        if (!name.equals("and more")) {
          assertThat(all.containsKey(name))
              .as("%s in %s, for %s", name, told, line)
              .isTrue();
          same(value, all.get(name), line);
        }
      });
      if (!fields.containsKey("and more")) {
        assertThat(fields.keySet()).as("%s, for %s", told, line).hasSameSizeAs(all.keySet());
      }
    } else if (shown instanceof List<?> items) {
      List<?> all = (List<?>) told;
      assertThat(items).as("%s, for %s", told, line).hasSameSizeAs(all);
      for (int at = 0; at < items.size(); at++) {
        same(items.get(at), all.get(at), line);
      }
    } else {
      sameText(String.valueOf(shown), String.valueOf(told), line);
    }
  }

  private void sameText(String shown, String told, String line) {
    Matcher names = NAME.matcher(shown);
    StringBuilder form = new StringBuilder();
    int from = 0;
    while (names.find()) {
      form.append(Pattern.quote(shown.substring(from, names.start()))).append("(.+)");
      from = names.end();
    }
    Matcher all = Pattern.compile(form + Pattern.quote(shown.substring(from))).matcher(told);
    assertThat(all.matches())
        .as("'%s' is shown, '%s' was told: %s", shown, told, line)
        .isTrue();
    names.reset();
    for (int group = 1; names.find(); group++) {
      known.putIfAbsent(names.group(1), all.group(group));
      assertThat(all.group(group)).as(line).isEqualTo(known.get(names.group(1)));
    }
  }
}
