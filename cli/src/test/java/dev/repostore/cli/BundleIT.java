package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundle as the build has made it, unpacked and started as clients do. */
@Timeout(120)
class BundleIT {

  private static final Path TARGET = Path.of("target");
  private static final Path NPM = Path.of("src/test/npm").toAbsolutePath();
  private static final Path VALIDATOR =
      NPM.resolve("node_modules/@anthropic-ai/mcpb/dist/cli/cli.js");
  private static final String ASKED = """
      {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25",\
      "capabilities":{},"clientInfo":{"name":"test","version":"1"}}}
      {"jsonrpc":"2.0","method":"notifications/initialized"}
      {"jsonrpc":"2.0","id":2,"method":"tools/list"}
      {"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"create_repo","arguments":{"name":"hello"}}}
      {"jsonrpc":"2.0","id":4,"method":"tools/call","params":{"name":"store_info","arguments":{}}}
      """;

  @TempDir
  Path folder;

  private Path bundle;
  private Path unpacked;
  private Map<?, ?> manifest;

  @BeforeEach
  void unpack() throws Exception {
    try (var files = Files.list(TARGET)) {
      bundle =
          files.filter(file -> file.toString().endsWith(".mcpb")).findFirst().orElseThrow();
    }
    unpacked = folder.resolve("un packed");
    try (InputStream in = Files.newInputStream(bundle);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = unpacked.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(file.getParent());
          Files.copy(zip, file);
        }
      }
    }
    manifest = json(unpacked.resolve("manifest.json"));
  }

  private static Map<?, ?> json(Path file) throws Exception {
    try (Jsonb jsonb = JsonbBuilder.create()) {
      return jsonb.fromJson(Files.readString(file), Map.class);
    }
  }

  @Test
  void theServerInItAnswers() throws Exception {
    String answers = started(Map.of("store", "", "token", "", "root", ""));
    assertThat(answers.lines()).hasSize(4).allMatch(line -> line.startsWith("{\"jsonrpc\""));
    assertThat(answers)
        .contains("\"serverInfo\"", "\"commit_files\"", "\"default_branch\"")
        .contains(folder.resolve("repostore-work").toString())
        .doesNotContain("user_config", "\"isError\":true");
  }

  /** Some clients leave the placeholders there. */
  @Test
  void whatNobodyFillsInIsNothing() throws Exception {
    assertThat(started(Map.of()))
        .contains(folder.resolve("repostore-work").toString())
        .doesNotContain("user_config", "\"isError\":true");
  }

  @Test
  void whatAUserFillsInReachesTheServer() throws Exception {
    String answers = started(Map.of(
        "store",
        "repostore:local:" + folder.resolve("elsewhere"),
        "root",
        folder.resolve("desk").toString()));
    assertThat(answers).contains(folder.resolve("desk").toString());
    assertThat(folder.resolve("elsewhere")).isDirectory();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  /** What the server says, started by the manifest's line with these settings filled in. */
  private String started(Map<String, String> settings) throws Exception {
    Map<?, ?> server = (Map<?, ?>) manifest.get("server");
    Map<?, ?> start = (Map<?, ?>) server.get("mcp_config");
    assertThat(unpacked.resolve(String.valueOf(server.get("entry_point")))).isRegularFile();
    assertThat(start.get("command")).isEqualTo("java");
    List<String> line = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    ((List<?>) start.get("args")).forEach(argument -> line.add(filled(argument, settings)));
    ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("REPOSTORE_"));
    builder.environment().put("REPOSTORE_HOME", folder.resolve("data").toString());
    ((Map<?, ?>) start.get("env"))
        .forEach((name, value) ->
            builder.environment().put(String.valueOf(name), filled(value, settings)));
    return answers(builder);
  }

  private String filled(Object text, Map<String, String> settings) {
    String filled = String.valueOf(text).replace("${__dirname}", unpacked.toString());
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      filled = filled.replace("${user_config." + setting.getKey() + "}", setting.getValue());
    }
    return filled;
  }

  private String answers(ProcessBuilder builder) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    Process process = builder
        .redirectInput(Files.writeString(folder.resolve("in"), ASKED).toFile())
        .redirectError(err.toFile())
        .start();
    RealGit.endAfter(60, process);
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(Files.readString(err)).isZero();
    assertThat(err).isEmptyFile();
    return out;
  }

  @Test
  void itsManifestPassesTheValidatorOfTheFormat() throws Exception {
    assumeTrue(
        Files.exists(VALIDATOR),
        "SKIPPED: the validator of bundles is not installed. Run 'npm ci' in " + NPM);
    assertThat(validate(unpacked.resolve("manifest.json"))).isZero();
    Path broken = Files.writeString(
        folder.resolve("manifest.json"),
        Files.readString(unpacked.resolve("manifest.json")).replace("\"binary\"", "\"java\""));
    assertThat(validate(broken)).isNotZero();
  }

  private int validate(Path file) throws IOException, InterruptedException {
    Process process = new ProcessBuilder("node", VALIDATOR.toString(), "validate", file.toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("validated").toFile())
        .start();
    RealGit.endAfter(60, process);
    return process.waitFor();
  }

  /** But for the archive of classes, which a bundle has none of. */
  @Test
  void theServerIsStartedAsTheLauncherStartsIt() throws IOException {
    Map<?, ?> start = (Map<?, ?>) ((Map<?, ?>) manifest.get("server")).get("mcp_config");
    List<String> launcher = Files.readAllLines(Path.of("src/main/dist/bin/repostore"));
    String common =
        launcher.stream().filter(line -> line.startsWith("jvm=(")).findFirst().orElseThrow();
    String own = launcher.stream()
        .filter(line -> line.startsWith("    mcp) collect_with"))
        .findFirst()
        .orElseThrow();
    List<String> options = Pattern.compile("-[DX][^ )]+")
        .matcher(common + own.replace("collect_with Serial", "-XX:+UseSerialGC"))
        .results()
        .map(MatchResult::group)
        .map(option -> option.replaceFirst(";$", ""))
        .toList();
    assertThat(((List<?>) start.get("args")).stream().map(String::valueOf))
        .filteredOn(argument -> argument.matches("-[DX].*"))
        .containsExactlyElementsOf(options);
  }

  @Test
  void theTokenIsKeptSecretByClients() {
    Map<?, ?> settings = (Map<?, ?>) manifest.get("user_config");
    assertThat(((Map<?, ?>) settings.get("token")).get("sensitive")).isEqualTo(true);
    assertThat(settings.keySet().stream().map(String::valueOf))
        .containsExactlyInAnyOrder("store", "token", "root");
  }

  /** The schema's rules of 2025-12-11 that a file of this kind can break, and the registry's. */
  @Test
  void theRegistryIsToldOfThisVeryBundle() throws Exception {
    Map<?, ?> server = json(TARGET.resolve("server.json"));
    assertThat(String.valueOf(server.get("name"))).matches("[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+");
    assertThat(String.valueOf(server.get("description"))).hasSizeBetween(1, 100);
    assertThat(server.get("version")).isEqualTo(manifest.get("version"));
    Map<?, ?> mcpb = (Map<?, ?>) ((List<?>) server.get("packages")).get(0);
    assertThat(mcpb.get("registryType")).isEqualTo("mcpb");
    assertThat(mcpb.get("transport")).isEqualTo(Map.of("type", "stdio"));
    assertThat(String.valueOf(mcpb.get("identifier")))
        .startsWith("https://github.com/")
        .contains("/releases/download/")
        .endsWith("/" + bundle.getFileName());
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(bundle));
    assertThat(mcpb.get("fileSha256")).isEqualTo(HexFormat.of().formatHex(hash));
    Map<?, ?> start = (Map<?, ?>) ((Map<?, ?>) manifest.get("server")).get("mcp_config");
    assertThat(((List<?>) mcpb.get("environmentVariables")))
        .extracting(variable -> ((Map<?, ?>) variable).get("name"))
        .allMatch(((Map<?, ?>) start.get("env"))::containsKey);
  }
}
