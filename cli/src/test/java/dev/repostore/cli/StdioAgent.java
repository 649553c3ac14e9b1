package dev.repostore.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A client of {@code repostore mcp} on standard input and output: one call after the other. */
final class StdioAgent implements AutoCloseable {

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  /** @param folder where it runs, with a file {@code err} for its standard error */
  StdioAgent(Path folder, Map<String, String> environment, String... options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("mcp"));
    arguments.addAll(List.of(options));
    process = Repostore.process(environment, arguments.toArray(String[]::new))
        .directory(folder.toFile())
        .redirectError(folder.resolve("err").toFile())
        .start();
    in = process.outputWriter(UTF_8);
    out = process.inputReader(UTF_8);
  }

  long pid() {
    return process.pid();
  }

  /**
   * The whole answer.
   *
   * @param arguments in JSON, but with apostrophes for quotes
   */
  String call(String tool, String arguments) throws IOException {
    String message = "{'jsonrpc':'2.0','id':1,'method':'tools/call','params':{'name':'" + tool
        + "','arguments':" + arguments
        + ",'_meta':{'io.modelcontextprotocol/protocolVersion':'2026-07-28',"
        + "'io.modelcontextprotocol/clientCapabilities':{}}}}";
    in.write(message.replace('\'', '"') + "\n");
    in.flush();
    return out.readLine();
  }

  /** The whole answer to a call that does as it should. */
  String ok(String tool, String arguments) throws IOException {
    String said = call(tool, arguments);
    assertThat(said).as(tool).contains("\"isError\":false");
    return said;
  }

  /** Ends its input, and waits until it has come to its end. */
  void end() throws Exception {
    in.close();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
