package dev.repostore.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.eclipse.jgit.errors.PackProtocolException;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.transport.TransferConfig;
import org.eclipse.jgit.transport.UploadPack;

/** Answers {@code git-upload-pack}: what a client may ask for is checked here, JGit sends it. */
final class FetchService {

  private static final TransferConfig TRANSFER = transferConfig();

  /** Answers a request of protocol v2. */
  void v2(GitRepo repo, V2Request request, GitCall.Body body, GitOutput out) throws IOException {
    switch (request.command()) {
      case "" -> {}
      case "ls-refs" -> out.write(LsRefs.of(request).answer(repo.refs()));
      case "fetch" -> v2Fetch(repo, FetchRequest.of(request), body, out);
      case "object-info" -> out.write(ObjectInfo.answer(repo, request));
      default ->
        throw new PackProtocolException(
            "unknown command '" + Printable.of(request.command()) + "'");
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

  /** Answers a request of protocol v0 or v1. */
  void v0(GitRepo repo, GitCall.Body body, GitOutput out) throws IOException {
    FetchRequest request;
    try (InputStream in = body.open()) {
      request = FetchRequest.ofV0(in);
    }
    if (!request.wants().isEmpty()) {
      fetch(repo, request, body, out, false);
    }
  }

  private void fetch(
      GitRepo repo, FetchRequest request, GitCall.Body body, GitOutput out, boolean v2)
      throws IOException {
    Wants.check(repo, request.wants());
    if (request.deepenRelative()) {
      RelativeFetch.answer(repo, request, out, v2);
      return;
    }
    UploadPack upload = new UploadPack(repo.repository());
    upload.setTransferConfig(TRANSFER);
    upload.setBiDirectionalPipe(false);
    upload.setExtraParameters(v2 ? Set.of("version=2") : Set.of());
    try (InputStream in = body.open()) {
      upload.upload(in, out, null);
    }
  }

  private static TransferConfig transferConfig() {
    Config config = new Config();
    config.setBoolean("uploadpack", null, "allowfilter", true);
    config.setBoolean("uploadpack", null, "allowsidebandall", true);
    config.setBoolean("uploadpack", null, "allowanysha1inwant", true);
    return new TransferConfig(config);
  }
}
