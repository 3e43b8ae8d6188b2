// node look.mjs URL FOLDER: looks at every state of the pages of a server, in both colour schemes, with the rules of axe and of HTML_CodeSniffer
// (WCAG 2 AA), and measures two pages with Lighthouse. Each state's HTML goes to the folder, for a validator. Fails on any error, and on
// a score below 95.
import {writeFile} from 'node:fs/promises';
import lighthouse from 'lighthouse';
import pa11y from 'pa11y';
import puppeteer from 'puppeteer';
import {states} from './states.mjs';

const SCHEMES = ['light', 'dark'];
const MEASURED = ['/', '/users'];
const CATEGORIES = ['accessibility', 'best-practices', 'performance'];
const ENOUGH = 95;
/** A busy machine makes a page look slow, never quick. */
const TRIES = 3;

const [server, folder] = process.argv.slice(2);
let failures = 0;

/** Does something with a browser of its own, since what isn't in front of one waits. */
async function browsing(something) {
  const browser = await puppeteer.launch({
    executablePath: process.env.CHROME_PATH,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run',
      '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    await something(browser);
  } finally {
    await browser.close();
  }
}

function fail(text) {
  failures++;
  console.log(`FAILED ${text}`);
}

/** The contrast of text in an image is what axe can't tell; that of our diagrams has the colour of the captions beside them. */
const isTextOfDiagram = issue => issue.runnerExtras.needsFurtherReview && issue.context.startsWith('<text');

async function look(browser, state, scheme) {
  const page = await browser.newPage();
  await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}, {name: 'prefers-reduced-motion', value: 'reduce'}]);
  let response = await page.goto(server + state.path);
  if (state.then) response = await state.then(page);
  await writeFile(`${folder}/${state.name}.html`, response ? await response.text() : await page.content());
  const {issues} = await pa11y(page.url(), {browser, page, ignoreUrl: true, runners: ['axe', 'htmlcs'], standard: 'WCAG2AA'});
  for (const issue of issues.filter(issue => !isTextOfDiagram(issue))) {
    fail(`${state.name} (${scheme}): ${issue.code} ${issue.message} ${issue.context}`);
  }
  await page.close();
}

/** Looks at states, one after the other: some are what those before led to. */
async function lookAtAll(browser, some) {
  for (const scheme of SCHEMES) {
    for (const state of some) await look(browser, state, scheme);
  }
}

async function scores(browser, path) {
  const {lhr} = await lighthouse(server + path, {
    port: new URL(browser.wsEndpoint()).port, onlyCategories: CATEGORIES, logLevel: 'error',
  });
  for (const audit of Object.values(lhr.audits)) {
    if (audit.score === 0 && audit.scoreDisplayMode === 'binary') console.log(`  ${audit.id}: ${audit.title}`);
  }
  return CATEGORIES.map(category => Math.round(lhr.categories[category].score * 100));
}

async function measure(browser, path) {
  let measured = [0];
  for (let i = 0; i < TRIES && Math.min(...measured) < ENOUGH; i++) {
    measured = await scores(browser, path);
    console.log(`Lighthouse ${path} ${CATEGORIES.map((category, n) => `${category} ${measured[n]}`).join(', ')}`);
  }
  if (Math.min(...measured) < ENOUGH) fail(`Lighthouse ${path}: below ${ENOUGH}`);
}

// the documentation is the same whatever is done elsewhere
const isDocument = state => state.path.startsWith('/docs');
await Promise.all([
  browsing(browser => lookAtAll(browser, states.filter(isDocument))),
  browsing(browser => lookAtAll(browser, states.filter(state => !isDocument(state)))),
]);
console.log(`axe and HTML_CodeSniffer: ${states.length} states in ${SCHEMES.length} colour schemes, ${failures} errors`);
await browsing(async browser => {
  for (const path of MEASURED) await measure(browser, path);
});
process.exitCode = failures === 0 ? 0 : 1;
