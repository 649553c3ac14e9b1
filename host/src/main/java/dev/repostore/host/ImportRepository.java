package dev.repostore.host;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/**
 * A repository while an import fills it: no file that is too large gets in, and no pack that would
 * not fit into memory.
 */
final class ImportRepository extends BareRepository {

  /** What JGit keeps of one object while it reads a pack, and a little more. */
  private static final long HEAP_PER_OBJECT = 256;

  private static final int PACK_HEADER = 12;

  private final long fileBytes;

  ImportRepository(File folder, long fileBytes) throws IOException {
    super(folder);
    this.fileBytes = fileBytes;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    ObjectInserter plain = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return plain;
      }

      @Override
      public PackParser newPackParser(InputStream in) throws IOException {
        PackParser parser = plain.newPackParser(checked(in));
        parser.setMaxObjectSizeLimit(fileBytes);
        return parser;
      }
    };
  }

  /** JGit makes room for as many objects as a pack's header promises, whatever that is. */
  private static InputStream checked(InputStream in) throws IOException {
    byte[] header = in.readNBytes(PACK_HEADER);
    if (header.length == PACK_HEADER) {
      long count = Integer.toUnsignedLong(ByteBuffer.wrap(header).getInt(8));
      long most = Runtime.getRuntime().maxMemory() / HEAP_PER_OBJECT;
      if (count > most) {
        throw new Refusal(ImportErrors.tooManyObjects(count, most));
      }
    }
    return new SequenceInputStream(new ByteArrayInputStream(header), in);
  }
}
