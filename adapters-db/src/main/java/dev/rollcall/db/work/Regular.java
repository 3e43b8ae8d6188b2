package dev.rollcall.db.work;

import dev.rollcall.domain.run.Routine;
import java.util.Optional;

/**
 * What the instances on a database do without anybody asking, one of them at a time.
 *
 * @param timetable when runs begin by themselves; empty for never
 */
public record Regular(Routine routine, Optional<Timetable> timetable) {}
