package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.Deflater;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.pack.PackConfig;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Answers {@code git-upload-pack}. What a client may ask for is checked here; clones are answered
 * by {@link PackedClone} if they can be, fetches of a little by {@link NearFetch}, and all else by
 * JGit. A short answer to a short question is remembered with the refs it was made of.
 */
final class FetchService {

  private static final int SHORT = 4 << 10;
  private static final TransferConfig TRANSFER = transferConfig();

  /** Answers a request of either protocol. */
  void answer(GitRepo repo, boolean v2, GitCall.Body body, long bytes, GitOutput out)
      throws IOException {
    if (bytes > SHORT) {
      ask(repo, v2, body, out);
      return;
    }
    String question = question(v2, body);
    RepoRefs refs = repo.refs();
    byte[] known = refs.known(question);
    if (known != null) {
      out.write(known);
      return;
    }
    ask(repo, v2, body, out);
    if (!out.begun()) {
      refs.remember(question, out.content());
    }
  }

  private static String question(boolean v2, GitCall.Body body) throws IOException {
    try (InputStream in = body.open()) {
      return (v2 ? "2 " : "0 ") + new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private void ask(GitRepo repo, boolean v2, GitCall.Body body, GitOutput out) throws IOException {
    try (InputStream in = body.open()) {
      if (v2) {
        v2(repo, V2Request.read(in), body, out);
        return;
      }
      FetchRequest request = FetchRequest.ofV0(in);
      if (!request.wants().isEmpty()) {
        fetch(repo, request, body, out, false);
      }
    }
  }

  private void v2(GitRepo repo, V2Request request, GitCall.Body body, GitOutput out)
      throws IOException {
    switch (request.command()) {
      case "" -> {}
      case "ls-refs" -> out.write(LsRefs.of(request).answer(repo.refs()));
      case "fetch" -> v2Fetch(repo, FetchRequest.of(request), body, out);
      case "object-info" -> out.write(ObjectInfo.answer(repo, request));
      default -> throw new PackProtocolException("unknown command '" + request.command() + "'");
    }
  }

  private void v2Fetch(GitRepo repo, FetchRequest request, GitCall.Body body, GitOutput out)
      throws IOException {
    try {
      fetch(repo, request, body, out, true);
    } catch (PackProtocolException refused) {
      if (!request.options().contains("sideband-all") || out.begun()) {
        throw refused;
      }
      out.reset();
      out.write(Packets.errorInBand(Printable.of(String.valueOf(refused.getMessage()))));
      out.write(new Packets().flush().toBytes());
    }
  }

  private void fetch(
      GitRepo repo, FetchRequest request, GitCall.Body body, GitOutput out, boolean v2)
      throws IOException {
    Wants.check(repo, request.named());
    if (request.deepenRelative() || !repo.refs().shallows().isEmpty()) {
      BoundedFetch.answer(repo, request, out, v2);
    } else if (!PackedClone.answers(repo, request, out, v2)
        && !(v2 && NearFetch.answers(repo, request, out))) {
      UploadPack upload = new UploadPack(repo.repository());
      upload.setTransferConfig(TRANSFER);
      upload.setBiDirectionalPipe(false);
      if (!request.haves().isEmpty()) {
        upload.setPackConfig(quick(repo));
      }
      upload.setExtraParameters(v2 ? Set.of("version=2") : Set.of());
      try (InputStream in = body.open()) {
        upload.upload(RequestEnd.marked(in), out, null);
      }
    }
  }

  /**
   * For those who have some of it already. With bitmaps JGit knows neither what a file was before
   * nor what it is called, so it would look for differences between files that have nothing to do
   * with each other: most of the time of such a fetch, for nothing.
   */
  private static PackConfig quick(GitRepo repo) {
    PackConfig config = new PackConfig(repo.repository());
    config.setThreads(1);
    config.setDeltaCompress(false);
    config.setCompressionLevel(Deflater.BEST_SPEED);
    return config;
  }

  /** JGit checks no wants, as that has been done. */
  private static TransferConfig transferConfig() {
    Config config = new Config();
    config.setBoolean("uploadpack", null, "allowfilter", true);
    config.setBoolean("uploadpack", null, "allowsidebandall", true);
    config.setBoolean("uploadpack", null, "allowanysha1inwant", true);
    return new TransferConfig(config);
  }
}
