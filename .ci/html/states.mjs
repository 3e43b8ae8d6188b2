// Every page, and every state that a page can be in: its name, its address, and perhaps what is done there.

/** Sends the form of a roll call, and waits for what the selector finds. */
const call = (fields, selector) => async page => {
  for (const [name, value] of Object.entries(fields)) {
    await page.$eval(`#${name}`, (field, text) => { field.value = text; }, value);
  }
  await page.click('form.call button');
  await page.waitForSelector(selector);
};

export const states = [
  {name: 'index', path: '/'},
  {name: 'next-page', path: '/', then: async page => page.goto(await page.$eval('a[rel=next]', link => link.href))},
  {name: 'found', path: '/?q=s%C3%B8ren'},
  {name: 'nothing-found', path: '/?q=nobody'},
  {name: 'user', path: '/users/0'},
  {name: 'removed-user', path: '/users/removed'},
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
  {name: 'unknown-user', path: '/users/nobody'},
  {name: 'not-found', path: '/nothing'},
  {name: 'bad-request', path: '/?after=nonsense'},
  {name: 'problem', path: '/problems/circuit-open'},
];
