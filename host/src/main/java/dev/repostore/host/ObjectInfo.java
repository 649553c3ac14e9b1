package dev.repostore.host;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;

/** The answer to {@code object-info}: the sizes of objects, of those that refs lead to. */
final class ObjectInfo {

  private ObjectInfo() {}

  static byte[] answer(GitRepo repo, V2Request request) throws IOException {
    List<ObjectId> ids = new ArrayList<>();
    for (String argument : request.arguments()) {
      if (argument.startsWith("oid ") && ObjectId.isId(argument.substring("oid ".length()))) {
        ids.add(ObjectId.fromString(argument.substring("oid ".length())));
      } else if (!argument.equals("size")) {
        throw new PackProtocolException("object-info: unexpected argument '" + argument + "'");
      }
    }
    Packets packets = new Packets();
    if (!request.arguments().contains("size")) {
      return packets.flush().toBytes();
    }
    packets.line("size");
    Reachable reachable = repo.refs().reachable(repo.repository());
    try (ObjectReader reader = repo.repository().newObjectReader()) {
      for (ObjectId id : ids) {
        // As Git answers for an object it does not have.
        String size = reachable.contains(id)
            ? String.valueOf(reader.getObjectSize(id, ObjectReader.OBJ_ANY))
            : "";
        packets.line(id.name() + " " + size);
      }
    }
    return packets.flush().toBytes();
  }
}
