package dev.rollcall.domain.directory;

final class MapDirectoryTest implements DirectoryContract {
    private final Directory directory = new MapDirectory();

    @Override
    public Directory directory() {
        return directory;
    }
}
