/*
 * Evaluates each query of the dashboard and of the alerts on a Prometheus that reads the metrics of a running server: node monitoring.mjs
 * SERVER PROMETHEUS FOLDER. A metric that isn't there is a mistake, and so is a query of the dashboard that finds nothing, unless it asks for
 * errors.
 */
import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';

const [server, prometheus, folder] = process.argv.slice(2);

async function ask(path, parameters) {
  const response = await fetch(`${prometheus}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const answer = await response.json();
  if (answer.status !== 'success') throw new Error(`${parameters.query ?? path}: ${answer.error}`);
  return answer.data;
}

async function until(what, condition) {
  for (let i = 0; i < 120; i++) {
    if (await condition().catch(() => false)) return;
    await sleep(500);
  }
  throw new Error(`in vain: ${what}`);
}

/** Makes the server do all that is measured. */
async function use() {
  for (const path of ['/', '/users/1', '/api/users/1', '/api/users', '/api/roll-calls?ids=1,2,3', '/api/roll-calls?ids=1,13', '/nothing']) {
    await (await fetch(server + path)).text();
  }
}

const known = async () => new Set(await ask('label/__name__/values', {}));
await until('the metrics of the server', async () => (await known()).has('rollcall_retries_left'));
const begun = await fetch(`${server}/api/reconciliations`, {method: 'POST'});
if (begun.status !== 202) throw new Error(`no run was begun: ${begun.status} ${await begun.text()}`);
const end = Date.now() + 10_000;
while (Date.now() < end) {
  await use();
  await sleep(500);
}
await until('a histogram of roll calls', async () => (await known()).has('rollcall_call_duration_seconds_bucket'));

const names = await known();
const dashboard = JSON.parse(readFileSync(`${folder}/grafana-dashboard.json`, 'utf8'));
const queries = dashboard.panels.flatMap(panel => (panel.targets ?? []).map(target => [panel.title, target.expr]));
const rules = (await ask('rules', {})).groups.flatMap(group => group.rules).map(rule => [rule.name, rule.query]);
let empty = 0;
for (const [title, query] of [...queries, ...rules]) {
  const filled = query.replaceAll('$__rate_interval', '10s').replaceAll('$job', '.*').replaceAll('$instance', '.*');
  for (const [name] of filled.replaceAll(/"[^"]*"/g, '').matchAll(/\b(?:http_server|rollcall|memory|gc|thread|db)_\w+/g)) {
    if (!names.has(name)) throw new Error(`${title}: there is no metric ${name}`);
  }
  const {result} = await ask('query', {query: filled});
  const mayBeEmpty = rules.some(([name]) => name === title) || title === 'Errors';
  if (result.length === 0 && !mayBeEmpty) throw new Error(`${title} finds nothing: ${filled}`);
  if (result.length === 0) empty++;
}
if (queries.length < 15 || rules.length < 10) throw new Error('queries are missing');
console.log(`${queries.length} queries of the dashboard and ${rules.length} alerts on ${names.size} metrics; ${empty} find nothing wrong`);
