package dev.repostore.host;

import dev.repostore.Commit;
import dev.repostore.NotFoundException;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.TreeEntry;
import jakarta.json.stream.JsonGenerator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Repository;

/** Routes 11 to 16: what is in a repo. */
final class ContentRoutes {

  /** How many names a ref in the path of route 16 may have. */
  private static final int REF_DEPTH = 16;

  private ContentRoutes() {}

  static RestReply log(RestRequest request) {
    RestQuery query = request.query();
    String ref = query.text("ref");
    // More than the most is not an error here: it gets the most.
    int limit = Math.min(ReadLog.MAX_LIMIT, query.number("limit", 50, 1, Integer.MAX_VALUE));
    int offset = query.number("offset", 0, 0, Integer.MAX_VALUE);
    List<Commit> commits = read(request, reader -> reader.log(ref, limit, offset));
    return RestJson.list(commits, ContentRoutes::write, null);
  }

  static RestReply commit(RestRequest request) {
    Commit commit = read(request, reader -> reader.commit(request.variable("hash")))
        .orElseThrow(() -> noSuch("Commit", "There is no commit of that hash in the repo."));
    return RestJson.result(200, json -> write(json, commit));
  }

  static RestReply tree(RestRequest request) {
    List<TreeEntry> entries = read(request, reader -> reader.tree(request.variable("hash")))
        .orElseThrow(() -> noSuch(
            "Tree",
            "There is no tree (folder) of that hash in the repo. A commit's hash is not one: "
                + "take its treeHash."));
    return RestJson.list(entries, ContentRoutes::write, null);
  }

  static RestReply blob(RestRequest request) {
    String hash = request.variable("hash").toLowerCase(Locale.ROOT);
    return read(request, reader -> BlobReply.of(request, reader, hash, BlobReply.Type.BYTES))
        .orElseThrow(() -> noSuch("Blob", "There is no blob (file) of that hash in the repo."));
  }

  static RestReply file(RestRequest request) {
    String ref = request.query().required("ref");
    String path = request.query().required("path");
    return read(
            request,
            reader -> reader
                .fileHash(ref, path)
                .flatMap(hash -> BlobReply.of(request, reader, hash, BlobReply.Type.BYTES)))
        .orElseThrow(ContentRoutes::noSuchFile);
  }

  static RestReply raw(RestRequest request) {
    String refAndPath = request.variable("ref") + "/" + request.variable("path…");
    List<String> names = List.of(refAndPath.split("/", -1));
    return read(
            request,
            reader -> rawHash(reader, names, request.liveQuirks())
                .flatMap(hash -> BlobReply.of(request, reader, hash, BlobReply.Type.SNIFFED)))
        .orElseThrow(ContentRoutes::noSuchFile);
  }

  /** Of all ways to part the names into ref and path, the one with the longest ref that works. */
  private static Optional<String> rawHash(
      ContentReader reader, List<String> names, boolean liveQuirks) {
    int longest = liveQuirks ? 1 : Math.min(REF_DEPTH, names.size() - 1);
    for (int i = longest; i >= 1 && i < names.size(); i--) {
      Optional<String> hash = reader.fileHash(
          String.join("/", names.subList(0, i)), String.join("/", names.subList(i, names.size())));
      if (hash.isPresent()) {
        return hash;
      }
    }
    return Optional.empty();
  }

  private static <T> T read(RestRequest request, Function<ContentReader, T> reading) {
    // A blob that is still to be sent keeps the repository open by itself.
    try (Repository git = request.host().git(request.found())) {
      return reading.apply(new ContentReader(git, request.liveQuirks()));
    }
  }

  private static NotFoundException noSuch(String what, String message) {
    return HostErrors.notFound(what, message);
  }

  private static NotFoundException noSuchFile() {
    return noSuch(
        "File",
        "There is no file at that path of that ref. The ref or the path may not exist, or "
            + "the path may be a folder.");
  }

  private static void write(JsonGenerator json, Commit commit) {
    json.write("hash", commit.hash())
        .write("treeHash", commit.treeHash())
        .write("message", commit.message());
    write(json, "author", commit.author());
    write(json, "committer", commit.committer());
    json.writeStartArray("parents");
    commit.parents().forEach(json::write);
    json.writeEnd()
        .write("authoredAt", commit.authoredAt().getEpochSecond())
        .write("committedAt", commit.committedAt().getEpochSecond());
  }

  private static void write(JsonGenerator json, String role, Person person) {
    json.writeStartObject(role)
        .write("name", person.name())
        .write("email", person.email())
        .writeEnd();
  }

  private static void write(JsonGenerator json, TreeEntry entry) {
    json.write("name", entry.name())
        .write("mode", entry.type().mode())
        .write("hash", entry.hash())
        .write("type", entry.type().name().toLowerCase(Locale.ROOT));
  }
}
