package dev.rollcall.domain.contract;

import dev.rollcall.domain.directory.Directory;

final class MapDirectoryTest implements DirectoryContract {
    private final Directory directory = new MapDirectory();

    @Override
    public Directory directory() {
        return directory;
    }
}
