package dev.repostore.host;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectReader;

/** A clone that the repo's bitmaps answer, whole or without blobs or trees. */
final class PackedClone {

  private PackedClone() {}

  /** Answers if it can; if not, nothing is written. */
  static boolean answers(GitRepo repo, FetchRequest request, GitOutput out, boolean v2)
      throws IOException {
    if (!isClone(request, v2)) {
      return false;
    }
    try (ObjectReader reader = repo.repository().newObjectReader()) {
      Optional<PackSender> sender = sender(repo, request, reader);
      if (sender.isEmpty()) {
        return false;
      }
      try (PackSender open = sender.get()) {
        send(request, open, out, v2);
      }
      return true;
    }
  }

  /** With the pack's file open: maintenance may remove it at any moment. */
  private static Optional<PackSender> sender(
      GitRepo repo, FetchRequest request, ObjectReader reader) throws IOException {
    try {
      Optional<PackLayout> layout = repo.live().layout(repo.repository());
      Optional<PackSelection> selection = layout.isEmpty()
          ? Optional.empty()
          : PackSelection.of(repo, request, reader, layout.get());
      return selection.isEmpty()
          ? Optional.empty()
          : Optional.of(new PackSender(selection.get(), reader));
    } catch (NoSuchFileException removed) {
      return Optional.empty();
    }
  }

  private static boolean isClone(FetchRequest request, boolean v2) {
    return request.done()
        && request.haves().isEmpty()
        && !request.shallow()
        && request.options().contains("ofs-delta")
        && (v2 || request.options().contains("side-band-64k"))
        && request.filter().getBlobLimit() < 0
        && request.filter().getTreeDepthLimit() <= 0;
  }

  private static void send(FetchRequest request, PackSender sender, GitOutput out, boolean v2)
      throws IOException {
    out.write(request.packets().line(v2 ? "packfile" : "NAK").toBytes());
    sender.send(out);
    out.write(new Packets().flush().toBytes());
  }
}
