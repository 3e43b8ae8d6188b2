package dev.rollcall.domain.contract;

import dev.rollcall.domain.directory.Directory;
import dev.rollcall.domain.run.Runs;

final class MapRunsTest implements RunsContract {
    private final MapDirectory directory = new MapDirectory();
    private final Runs runs = new MapRuns(directory);

    @Override
    public Runs runs() {
        return runs;
    }

    @Override
    public Directory directory() {
        return directory;
    }
}
