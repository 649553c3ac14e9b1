package dev.repostore.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Clients nobody here wrote play the whole circle by tools alone, on the command as a user starts
 * it: on either kind of store, over either transport, in either era of the protocol.
 */
@ParameterizedClass
@EnumSource(Stored.Kind.class)
@Timeout(180)
class PeersTest {

  private static final List<String> ERAS = List.of("legacy", "modern");

  @TempDir
  static Path folder;

  private static @Nullable Stored stored;
  private static @Nullable Tools tools;

  @Parameter
  Stored.Kind kind;

  @BeforeParameterizedClassInvocation
  static void open(Stored.Kind kind) throws IOException {
    Npm.assumeInstalled();
    stored = Stored.open(kind, folder);
    tools = Tools.listen(stored.folder(), stored.environment("listening"));
  }

  @AfterParameterizedClassInvocation
  static void close() {
    if (tools != null) {
      tools.close();
    }
    if (stored != null) {
      stored.close();
    }
  }

  /** At once, each with a process of the command: where one asks a person, the other plans. */
  @Test
  void theTypeScriptClientOverStandardInputAndOutput() throws Exception {
    List<Npm> circles = new ArrayList<>();
    for (String era : ERAS) {
      String confirm = era.equals(era()) ? "ask" : "plan";
      circles.add(circle(stored.environment(era), era, confirm, Tools.command()));
    }
    ended(circles);
  }

  /** All at once, on one server. */
  @Test
  void theTypeScriptClientOverHttp() throws Exception {
    List<Npm> circles = new ArrayList<>();
    for (String era : ERAS) {
      for (String confirm : List.of("ask", "plan")) {
        circles.add(circle(Map.of("TOKEN", Tools.TOKEN), era, confirm, List.of(tools.url())));
      }
    }
    ended(circles);
  }

  /** The circle in one era, and a look around in the other. */
  @Test
  void theInspectorOverHttp() throws Exception {
    new InspectorCircle(overHttp(era())).play();
    new InspectorCircle(overHttp(otherEra())).lookAround("circle");
  }

  /** Where every call starts the command anew. */
  @Test
  void theInspectorOverStandardInputAndOutput() throws Exception {
    boolean turn =
        (Long.getLong("repostore.test.seed", 0) % 2 == 0) == (kind == Stored.Kind.EMBEDDED);
    assumeTrue(
        turn || Boolean.getBoolean("repostore.soak"), "on the other kind of store this time");
    Inspector inspector =
        Inspector.ofCommand(stored.folder(), otherEra(), stored.environment("inspected"));
    assertThat(inspector.start("tools/list", "--strict").ended(0)).contains("\"create_repo\"");
    inspector.call("create_repo", "{'name':'kept'}");
    inspector.call(
        "commit_files",
        "{'repo':'kept','message':'first','changes':[{'path':'a.txt','text':'alpha'}]}");
    Npm file = inspector.start("resources/read", "--uri", "repo://main/kept/main/a.txt");
    assertThat(file.ended(0)).contains("\"text\":\"alpha\"");
  }

  private Inspector overHttp(String era) throws IOException {
    return Inspector.ofUrl(stored.folder(), era, tools.url());
  }

  /** Another one for each kind of store, where trying both would take too long. */
  private String era() {
    return ERAS.get(kind == Stored.Kind.EMBEDDED ? 0 : 1);
  }

  private String otherEra() {
    return ERAS.get(kind == Stored.Kind.EMBEDDED ? 1 : 0);
  }

  private static Npm circle(
      Map<String, String> environment, String era, String confirm, List<String> server)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("circle.mjs", era, confirm));
    arguments.addAll(server);
    return Npm.start(stored.folder(), environment, arguments);
  }

  private static void ended(List<Npm> circles) throws Exception {
    for (Npm circle : circles) {
      assertThat(circle.ended(0)).contains("answers, closed in");
    }
  }
}
