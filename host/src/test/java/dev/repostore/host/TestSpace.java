package dev.repostore.host;

/** A namespace of a test's own on a server that tests share. */
record TestSpace(TestServer server, String name) {

  String path() {
    return TestServer.PLACE + "/namespaces/" + name;
  }

  String repos() {
    return path() + "/repos";
  }

  String repo(String repo) {
    return repos() + "/" + repo;
  }

  String tokens() {
    return path() + "/tokens";
  }

  Answer create(String json) {
    return server.post(repos(), json);
  }

  /** A new repo's id. */
  String created(String repo) {
    Answer made = create("{\"name\":\"" + repo + "\"}");
    if (made.status() != 201) {
      throw new AssertionError(made.text());
    }
    return made.result().getString("id");
  }

  Answer mint(String json) {
    return server.post(tokens(), json);
  }
}
