// Every page, and every state that a page can be in: its name, its address, and perhaps what is done there.

const fill = async (page, fields) => {
  for (const [name, value] of Object.entries(fields)) {
    await page.$eval(`[name=${name}]`, (field, text) => { field.value = text; }, value);
  }
};

/** Sends a form that leads to another page, and returns its response. */
const send = (fields, button) => async page => {
  await fill(page, fields);
  // clicked a moment later: what is evaluated in a page that is left meanwhile has no result
  const click = found => { setTimeout(() => found.click()); };
  const [response] = await Promise.all([page.waitForNavigation(), page.$eval(button, click)]);
  return response;
};

/** Sends the form of a roll call, and waits for what the selector finds. */
const call = (fields, selector) => async page => {
  await fill(page, fields);
  await page.click('form.call button');
  await page.waitForSelector(selector);
};

/** Imports a file. */
const importing = text => async page => {
  await page.$eval('#file', (field, rows) => {
    const chosen = new DataTransfer();
    chosen.items.add(new File([rows], 'users.csv', {type: 'text/csv'}));
    field.files = chosen.files;
  }, text);
  return send({}, 'main form button')(page);
};

/** Waits until nobody works on the run any more. */
const planned = async page => {
  await page.waitForFunction(() => !document.querySelector('#follow'));
};

/** Renames a user, so that a run has something to do, begins one, and waits for its plan. */
const run = async page => {
  await page.evaluate(name => fetch('/api/users/1', {
    method: 'PUT', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({name, email: ''}),
  }), `Renamed ${Date.now()}`);
  await send({}, 'main form button')(page);
  await planned(page);
};

export const states = [
  {name: 'index', path: '/'},
  {name: 'next-page', path: '/', then: async page => page.goto(await page.$eval('a[rel=next]', link => link.href))},
  {name: 'found', path: '/?q=s%C3%B8ren'},
  {name: 'nothing-found', path: '/?q=nobody'},
  {name: 'sorted', path: '/?sort=name'},
  {name: 'add', path: '/add'},
  {name: 'add-wrong', path: '/add', then: send({id: '..'}, 'main form button')},
  {name: 'add-taken', path: '/add', then: send({id: '0'}, 'main form button')},
  {name: 'user', path: '/users/0'},
  {name: 'saved', path: '/users/0?notice=saved'},
  {name: 'edit', path: '/users/0', then: page => page.click('details:first-of-type summary')},
  {name: 'remove', path: '/users/0', then: page => page.click('details:last-of-type summary')},
  {name: 'conflict', path: '/users/0', then: send({version: '999999', name: 'Mine'}, 'details button')},
  {name: 'removed-user', path: '/users/removed'},
  {name: 'import', path: '/import'},
  {name: 'imported', path: '/import', then: importing('id,name,email\nimported,Ada,\n')},
  {name: 'import-bad', path: '/import', then: importing('id,name,email\n..,Nobody,\nlonely\n')},
  {name: 'form', path: '/users'},
  {name: 'complete', path: '/users?count=20&concurrency=4'},
  {name: 'not-complete', path: '/users?count=100&deadline=PT1S'},
  {name: 'wrong', path: '/users?count=many&deadline=never&concurrency=0'},
  {name: 'live', path: '/users', then: call({count: '40', deadline: '30'}, '#row39:not(.waiting)')},
  {name: 'cancelled', path: '/users', then: async page => {
    await call({count: '40', deadline: '30'}, '#row39:not(.waiting)')(page);
    await page.click('#cancel');
    await page.waitForSelector('#control.note');
  }},
  {name: 'live-done', path: '/users', then: call({count: '7'}, '#link')},
  {name: 'live-wrong', path: '/users', then: call({count: 'many'}, '#count-error')},
  {name: 'runs-none', path: '/reconciliations'},
  {name: 'run-wrong', path: '/reconciliations', then: async page => {
    await page.click('#by-ids');
    return send({ids: '..'}, 'main form button')(page);
  }},
  {name: 'run-begun', path: '/reconciliations', then: send({}, 'main form button')},
  {name: 'run-planned', path: '/reconciliations/1', then: planned},
  {name: 'run-lines', path: '/reconciliations/1?kind=all'},
  {name: 'run-line', path: '/reconciliations/1?line=3'},
  {name: 'run-reject', path: '/reconciliations/1', then: page => page.click('details summary')},
  {name: 'run-applied', path: '/reconciliations', then: async page => {
    await run(page);
    await send({}, 'main form.fields button')(page);
    await planned(page);
  }},
  {name: 'run-unfit', path: '/reconciliations/1', then: async page => {
    await page.$eval('input[name=version]', field => { field.value = '1'; });
    return send({}, 'main form.fields button')(page);
  }},
  {name: 'runs', path: '/reconciliations'},
  {name: 'run-unknown', path: '/reconciliations/99'},
  {name: 'unknown-user', path: '/users/nobody'},
  {name: 'not-found', path: '/nothing'},
  {name: 'bad-request', path: '/?after=nonsense'},
  {name: 'problem', path: '/problems/circuit-open'},
  {name: 'access', path: '/access'},
  {name: 'access-issued', path: '/access', then: send({name: 'ci', days: '7'}, 'form.fields button')},
  {name: 'access-taken', path: '/access', then: send({name: 'ci'}, 'form.fields button')},
  {name: 'docs', path: '/docs'},
  ...['http', 'remote', 'reconciliation', 'packages', 'settings', 'files', 'database', 'backup', 'access', 'proxies', 'security', 'operation',
    'telemetry', 'failures', 'sizing', 'decisions', 'measurements']
    .map(name => ({name: `docs-${name}`, path: `/docs/${name}`})),
  {name: 'docs-not-found', path: '/docs/nothing'},
];
