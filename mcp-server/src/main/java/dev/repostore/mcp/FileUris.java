package dev.repostore.mcp;

import io.modelcontextprotocol.util.McpUriTemplateManager;
import java.util.List;
import java.util.Map;

/** Tells the SDK which URIs are files of repos: its own templates know no path with slashes. */
final class FileUris implements McpUriTemplateManager {

  private final String template;

  FileUris(String template) {
    this.template = template;
  }

  @Override
  public List<String> getVariableNames() {
    return List.of("store", "repo", "ref", "path");
  }

  /** Not needed: the handler reads the URI itself. */
  @Override
  public Map<String, String> extractVariableValues(String uri) {
    return Map.of();
  }

  @Override
  public boolean matches(String uri) {
    return isUriTemplate(template) ? uri.startsWith("repo://") : uri.equals(template);
  }

  @Override
  public boolean isUriTemplate(String uri) {
    return uri.equals(Links.TEMPLATE);
  }
}
