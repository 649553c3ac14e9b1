package dev.repostore.artifacts;

import dev.repostore.Blob;
import dev.repostore.Commit;
import dev.repostore.EntryType;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.Person;
import dev.repostore.ReadLog;
import dev.repostore.RepoContent;
import dev.repostore.StoreUnavailableException;
import dev.repostore.TreeEntry;
import dev.repostore.artifacts.ArtifactsWire.CommitAnswer;
import dev.repostore.artifacts.ArtifactsWire.CommitRow;
import dev.repostore.artifacts.ArtifactsWire.Entry;
import dev.repostore.artifacts.ArtifactsWire.LogAnswer;
import dev.repostore.artifacts.ArtifactsWire.PersonRow;
import dev.repostore.artifacts.ArtifactsWire.TreeAnswer;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The routes of what is in a repo. */
final class ArtifactsContent implements RepoContent {

  private static final Pattern HASH = Pattern.compile("[0-9a-fA-F]{40}");
  private static final Pattern OBJECT_NOT_FOUND =
      Pattern.compile("(?i)(commit|tree|blob|file) not found");

  private final ArtifactsApi api;
  private final ArtifactsRepos repos;
  private final String repo;

  ArtifactsContent(ArtifactsApi api, ArtifactsRepos repos, String repo) {
    this.api = api;
    this.repos = repos;
    this.repo = repo;
  }

  @Override
  public List<Commit> log(ReadLog request) {
    // The host takes the word HEAD for a branch's name, and finds none.
    String ref = "HEAD".equals(request.ref()) ? null : request.ref();
    URI url = Routes.with(
        api.routes().repo(repo, "log"),
        "ref",
        ref,
        "limit",
        request.limit(),
        "offset",
        request.offset());
    return Reading.rows(
        api.get(url, LogAnswer.class, doing("the log"), api.begin()).result(),
        ArtifactsContent::commit);
  }

  @Override
  public Optional<Commit> commit(String hash) {
    Deadline deadline = begin(hash);
    URI url = URI.create(api.routes().repo(repo, "commit", hash));
    return ifThere(
        deadline,
        () ->
            commit(api.get(url, CommitAnswer.class, doing("a commit"), deadline).result()));
  }

  @Override
  public Optional<List<TreeEntry>> tree(String hash) {
    Deadline deadline = begin(hash);
    URI url = URI.create(api.routes().repo(repo, "tree", hash));
    try {
      return ifThere(
          deadline,
          () -> Reading.rows(
              api.get(url, TreeAnswer.class, doing("a folder"), deadline).result(),
              ArtifactsContent::entry));
    } catch (StoreUnavailableException failed) {
      // Asked for a commit as a tree, the host says that an object is corrupt.
      boolean corrupt =
          failed.host().map(host -> host.code() == ArtifactsErrors.INTERNAL).orElse(false);
      if (corrupt && commit(hash).isPresent()) {
        return Optional.empty();
      }
      throw failed;
    }
  }

  @Override
  public Optional<Blob> blob(String hash) {
    Deadline deadline = begin(hash);
    return bytes(URI.create(api.routes().repo(repo, "blob", hash)), deadline);
  }

  @Override
  public Optional<Blob> file(String ref, String path) {
    checkText(ref, "ref");
    checkText(path, "path");
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        throw new InvalidRequestException(
            "path",
            "The path is not one from the root of a repo: no '/' at its ends, and no empty, '.' or '..' part.");
      }
    }
    Deadline deadline = api.begin();
    return bytes(Routes.with(api.routes().repo(repo, "file"), "ref", ref, "path", path), deadline);
  }

  private Optional<Blob> bytes(URI url, Deadline deadline) {
    return ifThere(deadline, () -> {
      Answer answer = api.stream(url, doing("a file"), deadline);
      InputStream body = Reading.need(answer.body().stream(), "body");
      long size = answer.headers().firstValueAsLong("content-length").orElse(-1);
      return new Blob(new StallGuard(body, api.timeout(), api.masks()), size);
    });
  }

  /** Empty if the thing is not in the repo; still an exception if the repo is not there either. */
  private <T> Optional<T> ifThere(Deadline deadline, Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (NotFoundException none) {
      boolean saysSo = none.host()
          .map(host -> OBJECT_NOT_FOUND.matcher(host.text()).matches())
          .orElse(false);
      if (!saysSo && repos.find(repo, deadline).isEmpty()) {
        throw none;
      }
      return Optional.empty();
    }
  }

  private Deadline begin(@Nullable String hash) {
    if (hash == null || !HASH.matcher(hash).matches()) {
      throw new InvalidRequestException(
          "hash",
          "A hash is 40 hex digits; this is something else. Pass the full hash of an object.");
    }
    return api.begin();
  }

  private static void checkText(@Nullable String text, String field) {
    if (text == null || text.isBlank() || text.indexOf('\0') >= 0) {
      throw new InvalidRequestException(
          field, "A " + field + " is needed; none was given, or one that cannot be.");
    }
  }

  private String doing(String what) {
    return "read " + what + " of '" + repo + "'";
  }

  private static Commit commit(CommitRow row) {
    return new Commit(
        Reading.need(row.hash(), "hash"),
        Reading.need(row.treeHash(), "treeHash"),
        row.message() == null ? "" : row.message(),
        person(row.author()),
        person(row.committer()),
        row.parents() == null ? List.of() : Reading.rows(row.parents(), hash -> hash),
        Reading.need(Reading.time(row.authoredAt()), "authoredAt"),
        Reading.need(Reading.time(row.committedAt()), "committedAt"));
  }

  private static Person person(@Nullable PersonRow row) {
    return new Person(
        row == null || row.name() == null ? "" : row.name(),
        row == null || row.email() == null ? "" : row.email());
  }

  private static TreeEntry entry(Entry row) {
    return new TreeEntry(
        Reading.need(row.name(), "name"), type(row), Reading.need(row.hash(), "hash"));
  }

  private static EntryType type(Entry row) {
    for (EntryType type : EntryType.values()) {
      boolean named = type.name().equalsIgnoreCase(row.type());
      boolean moded = row.type() == null && row.mode() != null && row.mode().endsWith(type.mode());
      if (named || moded) {
        return type;
      }
    }
    return Reading.need(null, "type");
  }
}
