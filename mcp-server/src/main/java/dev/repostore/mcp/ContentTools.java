package dev.repostore.mcp;

import dev.repostore.Blob;
import dev.repostore.InvalidRequestException;
import dev.repostore.NotFoundException;
import dev.repostore.git.FileEntry;
import dev.repostore.git.Grep;
import dev.repostore.git.GrepHit;
import dev.repostore.git.RevisionNotFoundException;
import dev.repostore.git.Snapshot;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Files of repos, read without a clone. */
final class ContentTools {

  private static final int USUAL_BYTES = 32_000;
  private static final int MOST_BYTES = 200_000;
  private static final int USUAL_FILES = 200;
  private static final int MOST_FILES = 2_000;
  private static final int USUAL_HITS = 50;
  private static final int MOST_HITS = 500;
  private static final int MOST_LINE = 500;

  private ContentTools() {}

  static List<Tool> all() {
    return List.of(list(), read(), grep());
  }

  private static Tool list() {
    return new Tool(
        "list_files",
        "List files",
        "Files of a commit with their sizes, all or below a folder, a page at a time.",
        Toolset.CONTENT,
        Set.of(),
        Schema.input()
            .text("repo", "")
            .text("ref", Words.REF)
            .text("folder", "Default: all")
            .number("limit", "Default: " + USUAL_FILES, 1, MOST_FILES)
            .text("cursor", "")
            .require("repo"),
        Schema.output()
            .fields("string", "commit", "next_cursor", "notice")
            .objects(
                "files",
                "",
                Schema.output().fields("string", "path", "type").fields("integer", "size")),
        Hints.READS,
        ContentTools::list);
  }

  private static Answer list(Call call) {
    int limit = (int) call.arguments().number("limit", USUAL_FILES, 1, MOST_FILES);
    Cursor cursor = Cursor.of(call.arguments());
    @Nullable String ref = cursor.commit() == null ? call.ref() : cursor.commit();
    String folder = call.arguments().find("folder").orElse("");
    try (Snapshot snapshot = call.remote(call.repo("repo")).read(ref)) {
      // One more than is shown: whether there is more is not known otherwise.
      List<FileEntry> files = files(snapshot, folder, cursor.offset(), limit + 1);
      List<Answer> page =
          Fit.answers(files.stream().limit(limit).map(ContentTools::shown).toList());
      int to = cursor.offset() + page.size();
      String commit = snapshot.commit().hash();
      return Untrusted.from(call, commit)
          .with("commit", commit)
          .with("files", page)
          .with("next_cursor", page.size() < files.size() ? Cursor.at(commit, to) : null);
    }
  }

  private static List<FileEntry> files(Snapshot snapshot, String folder, int offset, int limit) {
    try {
      return snapshot.files(folder.replaceFirst("/+$", ""), offset, limit);
    } catch (RevisionNotFoundException noFolder) {
      String hidden = Visible.hidden(folder);
      if (!hidden.equals(folder)) {
        return files(snapshot, hidden, offset, limit);
      }
      throw new NotFoundException(
          "There is no folder '" + folder + "' in this commit. List without folder.");
    }
  }

  private static Answer shown(FileEntry file) {
    return Answer.of("path", file.path())
        .with("type", file.type().name().toLowerCase(Locale.ROOT))
        .with("size", file.size() < 0 ? null : file.size());
  }

  private static Tool read() {
    return new Tool(
        "read_file",
        "Read file",
        "A file's text (base64 if it is not text), with the commit it was read at: pass that as "
            + "expected_head to commit_files. For long files, go on at next_offset.",
        Toolset.CONTENT,
        Set.of(),
        Schema.input()
            .text("repo", "")
            .text("path", "")
            .text("ref", Words.REF)
            .number("offset", "In bytes", 0, Long.MAX_VALUE)
            .number("max_bytes", "Default: " + USUAL_BYTES, 1, MOST_BYTES)
            .require("repo", "path"),
        Schema.output()
            .fields("string", "commit", "text", "base64", "notice")
            .fields("integer", "size", "next_offset")
            .flag(
                "escaped", "It has invisible characters, told as {U+200B}: not to be written back"),
        Hints.READS,
        ContentTools::read);
  }

  private static Answer read(Call call) throws IOException {
    long offset = call.arguments().number("offset", 0, 0, Long.MAX_VALUE);
    long most = call.arguments().number("max_bytes", USUAL_BYTES, 1, MOST_BYTES);
    String path = call.text("path");
    try (Snapshot snapshot = call.remote(call.repo("repo")).read(call.ref())) {
      Optional<Blob> found = file(snapshot, path);
      if (found.isEmpty()) {
        throw new NotFoundException(
            "There is no file '" + path + "' in this commit. See list_files.");
      }
      try (Blob file = found.get()) {
        Piece piece = piece(file, offset, (int) most);
        long end = offset + piece.length();
        String commit = snapshot.commit().hash();
        Answer answer = Untrusted.from(call, commit)
            .with("commit", commit)
            .with("size", file.size())
            .with("next_offset", piece.more() ? end : null)
            .with("text", piece.text())
            .with("base64", piece.base64())
            .with("escaped", Visible.changes(piece.text()) ? true : null);
        return piece.more() && file.size() <= FileResource.MOST_BYTES
            ? answer.link(Links.uri(call.storeName(), call.text("repo"), commit, path), path)
            : answer;
      }
    }
  }

  /** A file by its path, or by its path as it was shown. */
  static Optional<Blob> file(Snapshot snapshot, String path) {
    String hidden = Visible.hidden(path);
    Optional<Blob> found = snapshot.file(path);
    return found.isPresent() || hidden.equals(path) ? found : snapshot.file(hidden);
  }

  private static Piece piece(Blob file, long offset, int most) throws IOException {
    if (offset > file.size()) {
      throw new InvalidRequestException(
          "offset", "The file ends before that: it has " + file.size() + " bytes.");
    }
    file.stream().skipNBytes(offset);
    // Four more: a character that begins within the bounds may end beyond them.
    return Piece.of(file.stream().readNBytes(most + 4), most);
  }

  private static Tool grep() {
    return new Tool(
        "grep",
        "Grep",
        "Lines of a commit's text files that match a pattern.",
        Toolset.CONTENT,
        Set.of(),
        Schema.input()
            .text("repo", "")
            .text("pattern", "A Java regular expression", Grep.LONGEST)
            .flag("literal", "The pattern is plain text")
            .text("glob", "Of paths, such as src/**.java", Grep.LONGEST)
            .text("ref", Words.REF)
            .number("context", "Lines around each hit", 0, 10)
            .number("limit", "Default: " + USUAL_HITS, 1, MOST_HITS)
            .require("repo", "pattern"),
        Schema.output()
            .fields("string", "commit", "notice")
            .fields("boolean", "more")
            .objects(
                "hits",
                "",
                Schema.output().fields("string", "path", "text").fields("integer", "line")),
        Hints.READS,
        ContentTools::grep);
  }

  private static Answer grep(Call call) {
    Arguments arguments = call.arguments();
    int limit = (int) arguments.number("limit", USUAL_HITS, 1, MOST_HITS);
    String pattern = call.text("pattern");
    Grep request = (arguments.flag("literal") ? Grep.text(pattern) : Grep.of(pattern))
        .in(arguments.find("glob").orElse("**"))
        .withContext((int) arguments.number("context", 0, 0, 10))
        .withLimit(limit + 1);
    try (Snapshot snapshot = call.remote(call.repo("repo")).read(call.ref())) {
      List<GrepHit> hits = snapshot.grep(request);
      List<Answer> told =
          Fit.answers(hits.stream().limit(limit).map(ContentTools::shown).toList());
      String commit = snapshot.commit().hash();
      return Untrusted.from(call, commit)
          .with("commit", commit)
          .with("hits", told)
          .with("more", hits.size() > told.size());
    }
  }

  private static Answer shown(GrepHit hit) {
    return Answer.of("path", hit.path())
        .with("line", hit.line())
        .with("text", Words.cut(hit.text(), MOST_LINE))
        .with("before", hit.before().isEmpty() ? null : shortened(hit.before()))
        .with("after", hit.after().isEmpty() ? null : shortened(hit.after()));
  }

  private static List<String> shortened(List<String> lines) {
    return lines.stream().map(line -> Words.cut(line, MOST_LINE)).toList();
  }
}
