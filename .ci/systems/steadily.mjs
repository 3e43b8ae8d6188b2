// Calls the roll of the users of keycloak.mjs on a server, again and again, for so many seconds: node steadily.mjs SERVER USERS SECONDS
// With "until-present" in place of the seconds it goes on until all of them are present, for four minutes at most. It ends with 2 if one
// is absent at any time, or a 401 reaches an answer; otherwise with 1 if one isn't present, though it need not be while it waits for that.
const [server, count, seconds] = process.argv.slice(2);
const waits = seconds === 'until-present';
const ids = Array.from({length: Number(count)}, (_, i) => `00000000-0000-4000-8000-${String(i + 1).padStart(12, '0')}`);
const outcomes = {calls: 0, present: 0, absent: 0, late: 0, failed: 0};
const reasons = {};

async function call() {
  const response = await fetch(`${server}/api/roll-calls`, {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({ids, deadline: 'PT20S'}),
  });
  if (!response.ok) {
    throw new Error(`${response.status} ${await response.text()}`);
  }
  const {answers, counts} = await response.json();
  outcomes.calls++;
  for (const answer of answers) {
    outcomes[answer.outcome]++;
    if (answer.outcome === 'failed') {
      const reason = `${answer.reason}: ${answer.detail}`;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
    }
  }
  return counts;
}

const end = Date.now() + 1000 * (waits ? 240 : Number(seconds));
let counts;
do {
  counts = await call();
  await new Promise(resolve => setTimeout(resolve, 500));
} while (Date.now() < end && !(waits && counts.present === ids.length));

console.log(outcomes);
for (const [reason, times] of Object.entries(reasons)) {
  console.log(`${times} x ${reason}`);
}
const isRefused = Object.keys(reasons).some(reason => reason.includes('401'));
const isWhole = waits ? counts.present === ids.length : outcomes.present === outcomes.calls * ids.length;
process.exitCode = outcomes.absent > 0 || isRefused ? 2 : isWhole ? 0 : 1;
