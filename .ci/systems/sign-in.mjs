// Signs in to a Rollcall with a real browser, through a Keycloak whose realm people there is: node sign-in.mjs ROLLCALL KEYCLOAK TOKEN
// Ends with 1 and a line that says what is wrong, if anything is.
import assert from 'node:assert/strict';
import {Builder, By, until} from 'selenium-webdriver';
import chrome from 'selenium-webdriver/chrome.js';

const [rollcall, keycloak, token] = process.argv.slice(2);
const PATIENCE = 30_000;

const options = new chrome.Options().addArguments('--headless=new', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage');
options.setChromeBinaryPath('/usr/bin/chromium');

// runs with a browser that remembers nothing of earlier ones
async function inBrowser(work) {
  const browser = await new Builder().forBrowser('chrome').setChromeOptions(options)
    .setChromeService(new chrome.ServiceBuilder('/usr/bin/chromedriver')).build();
  try {
    await work(browser);
  } finally {
    await browser.quit();
  }
}

const text = browser => browser.findElement(By.css('main')).getText();
const path = async browser => (await browser.getCurrentUrl()).replace(rollcall, '');
const arrived = async (browser, there) => {
  try {
    await browser.wait(async () => await path(browser) === there, PATIENCE);
  } catch {
    assert.fail(`not at ${there} but at ${await browser.getCurrentUrl()}: ${await browser.findElement(By.css('body')).getText()}`);
  }
};

async function signInAtKeycloak(browser, name) {
  await browser.findElement(By.linkText(`Sign in with ${new URL(keycloak).hostname}`)).click();
  await browser.wait(until.elementLocated(By.id('username')), PATIENCE);
  await browser.findElement(By.id('username')).sendKeys(name);
  await browser.findElement(By.id('password')).sendKeys('geheim');
  await browser.findElement(By.id('kc-login')).click();
}

// ada is sent to sign in, comes back to the page she wanted, changes a user under her name, and signs out everywhere
await inBrowser(async browser => {
  await browser.get(`${rollcall}/add`);
  assert.equal(await path(browser), '/sign-in?to=%2Fadd');
  await signInAtKeycloak(browser, 'ada');
  await arrived(browser, '/add');
  await browser.findElement(By.id('id')).sendKeys('by-ada');
  await browser.findElement(By.css('main form button')).click();
  await browser.wait(until.titleContains('by-ada'), PATIENCE).catch(() => {});
  assert.match(await text(browser), /ada \(person\)/);
  await browser.get(`${rollcall}/access`);
  assert.match(await text(browser), /You are ada \(person\)\. You may: read, write\./);
  await browser.get(`${rollcall}/reconciliations`);
  assert.match(await text(browser), /Reconcil/);
  await browser.get(`${rollcall}/users?count=3`);
  assert.match(await text(browser), /Scope missing[^]*needs the scope call/);
  await browser.get(`${rollcall}/access`);
  await browser.findElement(By.css('form[action="sign-out"] button')).click();
  await browser.wait(until.elementLocated(By.partialLinkText('Sign out at')), PATIENCE).then(link => link.click());
  await browser.wait(until.elementLocated(By.id('kc-logout')), PATIENCE);
  await browser.findElement(By.id('kc-logout')).click();
  await arrived(browser, '/sign-in');
  await browser.get(`${rollcall}/`);
  assert.equal(await path(browser), '/sign-in?to=%2F');
  await browser.findElement(By.partialLinkText('Sign in with')).click();
  await browser.wait(until.elementLocated(By.id('username')), PATIENCE); // signed out there, too
});

// bob has no role: he is known, and may do nothing
await inBrowser(async browser => {
  await browser.get(`${rollcall}/`);
  await signInAtKeycloak(browser, 'bob');
  await browser.wait(until.titleContains('Scope missing'), PATIENCE);
  assert.match(await text(browser), /this needs the scope read, but bob \(person\) has: nothing/);
});

// the form takes a token, and shows who one is; a wrong one gets the form again
await inBrowser(async browser => {
  await browser.get(`${rollcall}/reconciliations`);
  await browser.findElement(By.id('token')).sendKeys('wrong');
  await browser.findElement(By.css('main form button')).click();
  await browser.wait(until.elementLocated(By.css('.error, .note')), PATIENCE);
  assert.match(await text(browser), /this token is unknown/);
  await browser.findElement(By.id('token')).sendKeys(token);
  await browser.findElement(By.css('main form button')).click();
  await arrived(browser, '/reconciliations');
});

// who comes back without having been sent proves nothing
const back = await fetch(`${rollcall}/sign-in/back?code=x&state=y`);
assert.equal(back.status, 403);
assert.match(await back.text(), /not begun with this browser/);

// programs: an access token for this server, one for another, and one that somebody else signed
const grant = async client => {
  const body = new URLSearchParams({grant_type: 'client_credentials', client_id: client, client_secret: 's3cret'});
  return (await (await fetch(`${keycloak}/realms/people/protocol/openid-connect/token`, {method: 'POST', body})).json()).access_token;
};
const send = (bearer, method = 'GET') =>
  fetch(`${rollcall}/api/users/by-ada`, {method, headers: {Authorization: `Bearer ${bearer}`}});
const ours = await grant('sync');
assert.equal((await send(ours)).status, 200);
assert.equal((await send(ours, 'DELETE')).status, 403);
assert.equal((await send(await grant('stranger'))).status, 401);
const [head, claims, signature] = ours.split('.');
const other = Buffer.from(JSON.stringify({...JSON.parse(Buffer.from(claims, 'base64url')), sub: 'root'})).toString('base64url');
assert.equal((await send(`${head}.${other}.${signature}`)).status, 401);
const none = Buffer.from(JSON.stringify({alg: 'none', typ: 'JWT'})).toString('base64url');
assert.equal((await send(`${none}.${claims}.`)).status, 401);

console.log('signed in by Keycloak, by a token and by access tokens; refused: no role, wrong token, wrong audience, forged');
