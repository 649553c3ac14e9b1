package dev.repostore.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;

/** Asks a remote how large objects are, with {@code object-info}, which JGit's client lacks. */
final class ObjectSizes {

  /** Statuses that say nothing of the question, but of who asks, or when. */
  private static final Set<Integer> FINAL = Set.of(401, 403, 429, 503);

  private ObjectSizes() {}

  /** The sizes the remote tells; empty if it does not do that. */
  static Map<ObjectId, Long> ask(Operation operation, Collection<ObjectId> ids) throws IOException {
    String scheme = String.valueOf(operation.url().getScheme());
    if (ids.isEmpty() || !scheme.startsWith("http")) {
      return Map.of();
    }
    Exchange exchange =
        new Exchange(operation, URI.create(operation.url() + "/git-upload-pack").toURL());
    exchange.setRequestMethod("POST");
    exchange.setRequestProperty("Content-Type", "application/x-git-upload-pack-request");
    exchange.setRequestProperty("Accept", "application/x-git-upload-pack-result");
    exchange.setRequestProperty("Git-Protocol", "version=2");
    byte[] question = question(ids);
    exchange.setFixedLengthStreamingMode(question.length);
    try (OutputStream out = exchange.getOutputStream()) {
      out.write(question);
    }
    try (InputStream in = exchange.getInputStream()) {
      return read(new PacketLineIn(in));
    } catch (Broken unknown) {
      operation.check();
      Answer answer = operation.refusal();
      if (answer == null || FINAL.contains(answer.status())) {
        throw unknown;
      }
      operation.forgive();
      return Map.of();
    }
  }

  private static byte[] question(Collection<ObjectId> ids) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PacketLineOut out = new PacketLineOut(bytes);
    out.writeString("command=object-info\n");
    out.writeDelim();
    out.writeString("size\n");
    for (ObjectId id : ids) {
      out.writeString("oid " + id.name() + "\n");
    }
    out.end();
    return bytes.toByteArray();
  }

  private static Map<ObjectId, Long> read(PacketLineIn in) throws IOException {
    Map<ObjectId, Long> sizes = new HashMap<>();
    for (String line = in.readString(); !PacketLineIn.isEnd(line); line = in.readString()) {
      String[] words = line.strip().split(" ", -1);
      if (words.length == 2 && ObjectId.isId(words[0]) && words[1].matches("\\d{1,18}")) {
        sizes.put(ObjectId.fromString(words[0]), Long.parseLong(words[1]));
      } else if (line.startsWith("ERR ")) {
        return Map.of();
      }
    }
    return sizes;
  }
}
