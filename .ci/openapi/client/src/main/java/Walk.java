import dev.rollcall.client.ApiClient;
import dev.rollcall.client.ApiException;
import dev.rollcall.client.ApiResponse;
import dev.rollcall.client.DirectoryApi;
import dev.rollcall.client.RollCallsApi;
import dev.rollcall.client.model.Answer;
import dev.rollcall.client.model.Change;
import dev.rollcall.client.model.Entry;
import dev.rollcall.client.model.Failed;
import dev.rollcall.client.model.Present;
import dev.rollcall.client.model.RollCall;
import dev.rollcall.client.model.RosterBody;
import dev.rollcall.client.model.RosterId;
import dev.rollcall.client.model.UserBody;
import dev.rollcall.client.model.UserPage;
import dev.rollcall.client.model.UserPatch;
import java.util.List;

/** What a program does with a generated client: creates, reads, updates, lists, calls the roll, removes. */
public final class Walk {
    private static final String ID = "walk/1";

    private final DirectoryApi directory;
    private final RollCallsApi rollCalls;

    private Walk(String server) {
        var client = new ApiClient();
        client.updateBaseUri(server);
        directory = new DirectoryApi(client);
        rollCalls = new RollCallsApi(client);
    }

    public static void main(String[] args) throws ApiException {
        var walk = new Walk(args[0]);
        walk.changesAUser();
        walk.listsUsers();
        walk.callsTheRoll();
        walk.removesTheUser();
        System.out.println("the generated client has created, read, updated, listed, called the roll and removed");
    }

    private void changesAUser() throws ApiException {
        var ada = new UserBody().name("Ada Walker").email("ada@example.org");
        ApiResponse<Entry> created = directory.putUserWithHttpInfo(ID, ada, null, "*");
        expect(created.getStatusCode() == 201, "created: " + created.getStatusCode());
        expect(directory.getUser(ID, null).equals(created.getData()), "read as created");

        String tag = created.getHeaders().get("etag").get(0);
        Entry updated = directory.putUser(ID, ada.name("Lady Ada Walker"), tag, null);
        expect(updated.getVersion() > created.getData().getVersion(), "a new version: " + updated);
        expect(refusal(() -> directory.putUser(ID, ada, tag, null)) == 412, "an old version is refused");

        Entry patched = directory.patchUser(ID, new UserPatch().email("walker@example.org"), null, null);
        expect(patched.getName().equals("Lady Ada Walker"), "a patch leaves the rest: " + patched);
        List<Change> changes = directory.getHistory(ID, null, 2).getChanges();
        expect(changes.get(0).getFields().getEmail().getTo().toString().contains("walker@example.org"), "the history: " + changes);
    }

    private void listsUsers() throws ApiException {
        UserPage page = directory.listUsers("walker", "name", null, 10, true, null, null);
        expect(page.getTotal() == 1 && page.getUsers().get(0).getId().equals(ID), "the list: " + page);
        int users = 0;
        String cursor = null;
        do {
            UserPage next = directory.listUsers(null, null, cursor, 7, null, null, null);
            users += next.getUsers().size();
            cursor = next.getNext();
        } while (cursor != null);
        expect(users == directory.listUsers(null, null, null, 1, true, null, null).getTotal(), "page by page: " + users);
    }

    private void callsTheRoll() throws ApiException {
        RollCall call = rollCalls.callRoll(null, List.of("3", "7", "13"), null, "PT10S", 8, null, null, null);
        List<Answer> answers = call.getAnswers();
        expect(answers.get(0).getActualInstance() instanceof Present present && present.getUser().getId().equals("3"), "3: " + answers);
        expect(answers.get(2).getActualInstance() instanceof Failed failed && failed.getDetail().startsWith("503"), "13: " + answers);
        expect(refusal(() -> rollCalls.callRoll(null, List.of("13"), null, null, null, "all", null, null)) == 502, "13 is required");

        var roster = new RosterBody().addIdsItem(new RosterId("3")).addIdsItem(new RosterId(7));
        expect(rollCalls.callRollOf(roster, null, null, null, null).getCounts().getAsked() == 2, "a roster in the body");
    }

    private void removesTheUser() throws ApiException {
        directory.deleteUser(ID, "*", null);
        expect(refusal(() -> directory.getUser(ID, null)) == 404, "is removed");
    }

    /** Something that the server may refuse. */
    private interface Request {
        void send() throws ApiException;
    }

    private static int refusal(Request request) {
        try {
            request.send();
            return 200;
        } catch (ApiException e) {
            expect(e.getResponseBody().contains("/problems/"), e.getResponseBody());
            return e.getCode();
        }
    }

    private static void expect(boolean isSo, String what) {
        if (!isSo) {
            throw new AssertionError(what);
        }
    }
}
