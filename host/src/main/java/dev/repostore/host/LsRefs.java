package dev.repostore.host;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.errors.PackProtocolException;

/**
 * The answer to {@code ls-refs}. Knows {@code unborn}, by which a clone of an empty repo gets the
 * right default branch.
 */
record LsRefs(boolean peel, boolean symrefs, boolean unborn, List<String> prefixes) {

  static LsRefs of(V2Request request) throws PackProtocolException {
    List<String> prefixes = new ArrayList<>();
    for (String argument : request.arguments()) {
      if (argument.startsWith("ref-prefix ")) {
        prefixes.add(argument.substring("ref-prefix ".length()));
      } else if (!List.of("peel", "symrefs", "unborn").contains(argument)) {
        throw new PackProtocolException("ls-refs: unexpected argument '" + argument + "'");
      }
    }
    List<String> arguments = request.arguments();
    return new LsRefs(
        arguments.contains("peel"),
        arguments.contains("symrefs"),
        arguments.contains("unborn"),
        List.copyOf(prefixes));
  }

  byte[] answer(RepoRefs refs) {
    return refs.answer(toString(), () -> make(refs));
  }

  private byte[] make(RepoRefs refs) {
    Packets packets = new Packets();
    if (wants("HEAD")) {
      head(packets, refs);
    }
    for (KnownRef ref : matching(refs)) {
      packets.line(line(ref, ref.name(), ""));
    }
    return packets.flush().toBytes();
  }

  private void head(Packets packets, RepoRefs refs) {
    String target = symrefs && refs.head() != null ? " symref-target:" + refs.head() : "";
    KnownRef head = refs.headRef();
    if (head != null) {
      packets.line(line(head, "HEAD", target));
    } else if (unborn && refs.head() != null) {
      packets.line("unborn HEAD" + target);
    }
  }

  private String line(KnownRef ref, String name, String attributes) {
    String peeled = peel && ref.peeled() != null ? " peeled:" + ref.peeled().name() : "";
    return ref.id().name() + " " + name + attributes + peeled;
  }

  private boolean wants(String name) {
    return prefixes.isEmpty() || prefixes.stream().anyMatch(name::startsWith);
  }

  private Collection<KnownRef> matching(RepoRefs refs) {
    if (prefixes.isEmpty()) {
      return refs.all().values();
    }
    SortedMap<String, KnownRef> matching = new TreeMap<>();
    for (String prefix : prefixes) {
      matching.putAll(refs.all().subMap(prefix, prefix + Character.MAX_VALUE));
    }
    return matching.values();
  }
}
