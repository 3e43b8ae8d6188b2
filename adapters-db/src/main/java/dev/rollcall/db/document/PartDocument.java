package dev.rollcall.db.document;

import dev.rollcall.domain.UserId;
import dev.rollcall.domain.directory.Place;
import dev.rollcall.domain.listing.ListingPosition;
import dev.rollcall.domain.run.Part;
import java.util.Optional;

/** What a page of a run is about, as JSON: an object whose member {@code part} says which kind it is. */
public final class PartDocument {
    private static final String KIND = "part";
    private static final String AFTER = "after";
    private static final String LAST = "last";
    private static final String IDS = "ids";

    private PartDocument() {}

    /** Returns the document. */
    public static String of(Part part) {
        return object(part).toString();
    }

    private static JsonObject object(Part part) {
        return switch (part) {
            case Part.Listed listed -> ofPosition(listed.position());
            case Part.Split split -> named("split").withAny(AFTER, ofPlace(split.after()));
            case Part.Range range ->
                named("range").withAny(AFTER, ofPlace(range.after())).withAny(LAST, ofPlace(range.last()));
            case Part.Named named ->
                named("named").with(IDS, named.ids().stream().map(UserId::value).toList());
            case Part.Settling settling -> named("settling").withAny(AFTER, ofPlace(settling.after()));
            case Part.Applying applying -> named("applying").withAny(AFTER, ofPlace(applying.after()));
        };
    }

    private static JsonObject named(String kind) {
        return new JsonObject().with(KIND, kind);
    }

    private static JsonObject ofPosition(ListingPosition position) {
        return named("listed")
                .withAny("cursor", position.cursor())
                .with("pages", position.pages())
                .with("repeated", position.repeated())
                .withAny("landmark", position.landmark());
    }

    private static Optional<JsonObject> ofPlace(Optional<Place> place) {
        return place.map(known ->
                new JsonObject().with("key", known.key()).with("id", known.id().value()));
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if the part is of an unknown kind
     */
    public static Part read(String document) {
        JsonObject part = JsonObject.read(document);
        return switch (part.text(KIND)) {
            case "listed" -> new Part.Listed(position(part));
            case "split" -> new Part.Split(place(part, AFTER));
            case "range" -> new Part.Range(place(part, AFTER), place(part, LAST));
            case "named" ->
                new Part.Named(part.list(IDS).stream()
                        .map(id -> new UserId(id.toString()))
                        .toList());
            case "settling" -> new Part.Settling(place(part, AFTER));
            case "applying" -> new Part.Applying(place(part, AFTER));
            default -> throw new IllegalArgumentException("not a part of a run: " + document);
        };
    }

    private static ListingPosition position(JsonObject part) {
        return new ListingPosition(
                text(part, "cursor"), part.number("pages"), part.count("repeated"), text(part, "landmark"));
    }

    private static Optional<String> text(JsonObject part, String name) {
        return part.has(name) ? Optional.of(part.text(name)) : Optional.empty();
    }

    private static Optional<Place> place(JsonObject part, String name) {
        if (!part.has(name)) {
            return Optional.empty();
        }
        JsonObject place = part.object(name);
        return Optional.of(new Place(place.text("key"), new UserId(place.text("id"))));
    }
}
