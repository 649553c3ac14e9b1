package dev.repostore.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A server of tools on its standard input and output, and one client of it. For one thread. */
final class ToolTalk implements Closeable {

  static final String HELLO = "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\","
      + "\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
      + "\"clientInfo\":{\"name\":\"bench\",\"version\":\"1\"}}}";
  static final String READY = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}";

  private final Child child;
  private final OutputStream in;
  private final BufferedReader out;

  private ToolTalk(Child child) {
    this.child = child;
    this.in = child.process().getOutputStream();
    this.out = new BufferedReader(
        new InputStreamReader(child.process().getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a server; {@link #hello()} comes next. */
  static ToolTalk start(List<String> command, Map<String, String> environment, File log)
      throws IOException {
    return new ToolTalk(Child.start(command, environment, log));
  }

  /** Begins the session, and returns when that was answered. */
  void hello() throws IOException {
    send(HELLO);
    answer("\"protocolVersion\"");
    send(READY);
  }

  /** What is sent to call a tool. */
  static String call(long id, String tool, String arguments) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id
        + ",\"method\":\"tools/call\",\"params\":{\"name\":\"" + tool + "\",\"arguments\":"
        + arguments + "}}";
  }

  void send(String line) throws IOException {
    in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** The next answer, which must have that text and be no error. */
  String answer(String wanted) throws IOException {
    String line = out.readLine();
    if (line == null) {
      throw new IOException("the server of tools ended");
    }
    if (!line.contains(wanted) || line.contains("\"isError\":true")) {
      throw new WrongAnswerException("no '" + wanted + "' in '" + line + "'");
    }
    return line;
  }

  /** The most memory it has had in use, in MB. */
  double peakMegabytes() throws IOException {
    Path status = Path.of("/proc", String.valueOf(child.process().pid()), "status");
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024;
      }
    }
    throw new IOException("no peak in " + status);
  }

  @Override
  public void close() throws IOException {
    in.close();
    child.close();
  }
}
