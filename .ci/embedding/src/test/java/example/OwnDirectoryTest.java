package example;

import dev.rollcall.domain.contract.DirectoryContract;
import dev.rollcall.domain.contract.MapDirectory;
import dev.rollcall.domain.directory.Directory;

/** Somebody's own adapter, here the one in memory, proven by the contract of the port. */
final class OwnDirectoryTest implements DirectoryContract {
    private final Directory directory = new MapDirectory();

    @Override
    public Directory directory() {
        return directory;
    }
}
