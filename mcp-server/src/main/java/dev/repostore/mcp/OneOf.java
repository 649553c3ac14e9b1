package dev.repostore.mcp;

import dev.repostore.InvalidRequestException;

/** Whether a call is about a working copy or about a repo: it has to name one of them. */
final class OneOf {

  private OneOf() {}

  static boolean folder(Call call) {
    boolean folder = call.arguments().has("folder");
    if (folder == call.arguments().has("repo")) {
      throw new InvalidRequestException(
          "folder", "Name either a folder of the workspace, or a repo.");
    }
    return folder;
  }
}
