package dev.repostore.host;

import dev.repostore.Names;
import jakarta.json.stream.JsonGenerator;

/** Routes 1 to 4: namespaces. */
final class NamespaceRoutes {

  private NamespaceRoutes() {}

  static RestReply create(RestRequest request) {
    String name = Names.namespace(request.body().text("namespace"));
    String jurisdiction = request.body().text("jurisdiction");
    NamespaceRow made = request.host().createNamespace(name, jurisdiction);
    return RestJson.result(201, json -> write(json, made));
  }

  static RestReply list(RestRequest request) {
    Paging paging = Paging.of(request.query(), 100, 200);
    Rows<NamespaceRow> rows =
        request.host().namespaces(paging.limit(), paging.cursor(), paging.page());
    return RestJson.list(rows.items(), NamespaceRoutes::write, paging.info(rows));
  }

  static RestReply get(RestRequest request) {
    NamespaceRow row = request
        .host()
        .findNamespace(request.namespace())
        .orElseThrow(() -> HostErrors.namespaceNotFound(request.variable("ns")));
    return RestJson.result(200, json -> write(json, row));
  }

  static RestReply delete(RestRequest request) {
    if (!request.host().deleteNamespace(request.namespace())) {
      throw HostErrors.namespaceNotFound(request.variable("ns"));
    }
    return JsonReply.nothing();
  }

  private static void write(JsonGenerator json, NamespaceRow row) {
    json.write("namespace", row.name())
        .write("jurisdiction", row.jurisdiction())
        .write("repo_count", row.repoCount())
        .write("created_at", WireTime.of(row.createdAt()))
        .write("updated_at", WireTime.of(row.updatedAt()));
  }
}
