package dev.repostore.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.List;
import java.util.Map;

/** A request that is not sent, for its answer is among the {@link Capabilities} that are known. */
final class Recalled extends Exchange {

  private static final String TYPE = "application/x-git-upload-pack-advertisement";

  private final Operation operation;
  private final InputStream answer;

  Recalled(Operation operation, URL url, byte[] answer) throws IOException {
    super(operation, url);
    this.operation = operation;
    this.answer = new CalmPackets(new ByteArrayInputStream(answer));
  }

  @Override
  public void connect() throws IOException {
    operation.check();
  }

  @Override
  public int getResponseCode() throws IOException {
    operation.check();
    return 200;
  }

  @Override
  public InputStream getInputStream() {
    return answer;
  }

  @Override
  public Map<String, List<String>> getHeaderFields() {
    return Map.of("Content-Type", List.of(TYPE));
  }

  @Override
  public List<String> getHeaderFields(String name) {
    return name.equalsIgnoreCase("Content-Type") ? List.of(TYPE) : List.of();
  }

  @Override
  public String getHeaderField(String name) {
    return String.join("", getHeaderFields(name));
  }
}
