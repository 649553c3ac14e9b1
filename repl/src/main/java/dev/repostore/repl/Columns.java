package dev.repostore.repl;

import dev.repostore.Commit;
import dev.repostore.Page;
import dev.repostore.RepoInfo;
import dev.repostore.Secret;
import dev.repostore.TokenInfo;
import dev.repostore.TreeEntry;
import dev.repostore.git.Branch;
import dev.repostore.git.FileEntry;
import dev.repostore.git.GrepHit;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a table shows of each kind of thing: what a person looks for first, not all there is. */
final class Columns {

  private static final int SHORT_HASH = 10;

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

  private static final Map<Class<?>, Map<String, Function<Object, @Nullable Object>>> KNOWN =
      new LinkedHashMap<>();

  static {
    Columns.<RepoInfo>of(
        RepoInfo.class,
        new Part<>("NAME", RepoInfo::name),
        new Part<>("BRANCH", RepoInfo::defaultBranch),
        new Part<>("PUSHED", RepoInfo::lastPushAt),
        new Part<>("CREATED", RepoInfo::createdAt),
        new Part<>("FLAGS", Columns::flags),
        new Part<>("DESCRIPTION", RepoInfo::description));
    Columns.<TokenInfo>of(
        TokenInfo.class,
        new Part<>("ID", TokenInfo::id),
        new Part<>("SCOPE", TokenInfo::scope),
        new Part<>("STATE", TokenInfo::state),
        new Part<>("CREATED", TokenInfo::createdAt),
        new Part<>("EXPIRES", TokenInfo::expiresAt));
    Columns.<Commit>of(
        Commit.class,
        new Part<>("COMMIT", commit -> commit.hash().substring(0, SHORT_HASH)),
        new Part<>("WHEN", Commit::authoredAt),
        new Part<>("AUTHOR", commit -> commit.author().name()),
        new Part<>("SUBJECT", commit -> commit.message().lines().findFirst().orElse("")));
    Columns.<TreeEntry>of(
        TreeEntry.class, new Part<>("TYPE", TreeEntry::type), new Part<>("NAME", TreeEntry::name));
    Columns.<FileEntry>of(
        FileEntry.class,
        new Part<>("TYPE", FileEntry::type),
        new Part<>("SIZE", file -> file.size() < 0 ? "" : file.size()),
        new Part<>("PATH", FileEntry::path));
    Columns.<GrepHit>of(
        GrepHit.class,
        new Part<>("PATH", GrepHit::path),
        new Part<>("LINE", GrepHit::line),
        new Part<>("TEXT", GrepHit::text));
    Columns.<Branch>of(
        Branch.class,
        new Part<>("BRANCH", branch -> (branch.current() ? "* " : "  ") + branch.name()),
        new Part<>("COMMIT", branch -> branch.hash().substring(0, SHORT_HASH)));
  }

  private Columns() {}

  /** A column: its heading, and what it shows of a thing. */
  private record Part<T>(String heading, Function<T, @Nullable Object> value) {}

  @SafeVarargs
  private static <T> void of(Class<T> type, Part<T>... parts) {
    Map<String, Function<Object, @Nullable Object>> columns = new LinkedHashMap<>();
    for (Part<T> part : parts) {
      columns.put(part.heading(), thing -> part.value().apply(type.cast(thing)));
    }
    KNOWN.put(type, columns);
  }

  private static String flags(RepoInfo repo) {
    List<String> flags = new ArrayList<>();
    if (repo.readOnly()) {
      flags.add("read-only");
    }
    if (repo.source() != null) {
      flags.add("fork");
    }
    if (repo.status() != dev.repostore.RepoStatus.READY) {
      flags.add(word(repo.status()));
    }
    return String.join(",", flags);
  }

  static Table table(Object value) {
    if (value instanceof Page<?> page) {
      return rows(page.items());
    } else if (value instanceof Iterable<?> items && !(value instanceof Path)) {
      List<Object> rows = new ArrayList<>();
      items.forEach(rows::add);
      return rows(rows);
    } else if (value instanceof Map<?, ?> map) {
      return pairs(map);
    }
    return value instanceof Record record
        ? pairs(parts(record))
        : new Table(List.of("VALUE"), List.of(List.of(cell(value))));
  }

  private static Table rows(List<?> items) {
    if (items.isEmpty()) {
      return new Table(List.of(), List.of());
    }
    Map<String, Function<Object, @Nullable Object>> columns = columns(items.get(0));
    return new Table(
        List.copyOf(columns.keySet()),
        items.stream()
            .map(item -> columns.values().stream()
                .map(column -> cell(column.apply(item)))
                .toList())
            .toList());
  }

  private static Map<String, Function<Object, @Nullable Object>> columns(Object first) {
    Map<String, Function<Object, @Nullable Object>> known = KNOWN.get(first.getClass());
    if (known != null) {
      return known;
    }
    Map<String, Function<Object, @Nullable Object>> columns = new LinkedHashMap<>();
    if (first instanceof Record) {
      for (RecordComponent part : first.getClass().getRecordComponents()) {
        columns.put(
            JsonText.snake(part.getName()).toUpperCase(Locale.ROOT),
            thing ->
                first.getClass().isInstance(thing) ? JsonText.value((Record) thing, part) : null);
      }
    } else {
      columns.put("VALUE", thing -> thing);
    }
    return columns;
  }

  private static Map<String, @Nullable Object> parts(Record record) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    Arrays.stream(record.getClass().getRecordComponents())
        .forEach(part -> parts.put(part.getName(), JsonText.value(record, part)));
    return parts;
  }

  private static Table pairs(Map<?, ?> map) {
    List<List<String>> rows = new ArrayList<>();
    map.forEach(
        (name, value) -> rows.add(List.of(JsonText.snake(String.valueOf(name)), cell(value))));
    return new Table(List.of("FIELD", "VALUE"), rows);
  }

  /** A value in one cell. */
  private static String cell(@Nullable Object value) {
    if (value == null || value.equals(Optional.empty())) {
      return "";
    } else if (value instanceof Optional<?> optional) {
      return cell(optional.get());
    } else if (value instanceof Instant time) {
      return MINUTE.format(time);
    } else if (value instanceof Enum<?> constant) {
      return word(constant);
    }
    return Secret.mask(Objects.toString(value));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
