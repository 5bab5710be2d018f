/**
 * Pictures of every screen, to be looked at: node tests/look/shoot.mjs OUT [part of a name].
 * Starts its own server on a free port and ends it.
 */
import { mkdir } from 'node:fs/promises';
import { chromium } from 'playwright';
import { createServer } from 'vite';

const [out = 'pictures', only = ''] = process.argv.slice(2);
const root = new URL('../..', import.meta.url).pathname;
const server = await createServer({ root, server: { port: 0, strictPort: false, hmr: false }, logLevel: 'error' });
await server.listen();
const base = `http://localhost:${server.config.server.port || server.httpServer.address().port}/tests/look/index.html`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
await mkdir(out, { recursive: true });

const key = (...keys) => async (page) => {
  for (const one of keys) await page.keyboard.press(one);
};
const over = (names, phase = 'over') => async (page) => {
  const box = await page.getByRole('row').filter({ hasText: 'Not delivered' }).first().boundingBox();
  await page.evaluate(({ box, names, phase }) => {
    const at = { x: box.x + 200, y: box.y + 10 };
    if (phase === 'over') window.fake.drag({ phase, ...at, count: names.length, names });
    else window.fake.drag({ phase, ...at, tokens: window.fake.take(...names.map((name) => ({ name, size: 2_400_000 }))) });
  }, { box, names, phase });
};
/** name: [address behind #, query, what to do before the picture] */
const SCREENS = {
  home: ['/'],
  'home-empty': ['/', 'empty'],
  first: ['/', 'fresh'],
  'first-event': ['/', 'fresh', async (page) => { await page.getByLabel('Your name').fill('Ana Ruiz'); await page.keyboard.press('Enter'); }],
  event: ['/event/EVENT'],
  'event-new': ['/event/EVENT', '', async (page) => { await page.getByLabel('New event').click(); }],
  'event-edit': ['/event/EVENT', '', key('e')],
  deliverables: ['/event/EVENT/deliverables'],
  'deliverables-area': ['/event/EVENT/deliverables?group=area'],
  'deliverables-none': ['/event/EVENT/deliverables?search=zzz'],
  'deliverables-peek': ['/event/EVENT/deliverables', '', key('j', 'j', 'j', 'Space')],
  'deliverables-select': ['/event/EVENT/deliverables', '', key('j', 'x', 'j', 'x', 'j')],
  'deliverables-new': ['/event/EVENT/deliverables', '', key('c')],
  'deliverables-due': ['/event/EVENT/deliverables', '', async (page) => { await key('j', 'u')(page); await page.keyboard.type('fri 4pm'); }],
  'deliverables-menu': ['/event/EVENT/deliverables', '', key('j', '.')],
  'deliverables-over': ['/event/EVENT/deliverables', '', over(['plan.pdf'])],
  'deliverables-unfit': ['/event/EVENT/deliverables', '', over(['plan.dwg'], 'drop')],
  'deliverables-done': ['/event/EVENT/deliverables', '', over(['plan.pdf'], 'drop')],
  'deliverables-split': ['/event/EVENT/deliverables', '', over(['plan a.pdf', 'plan b.pdf'], 'drop')],
  'deliverables-many': ['/event/EVENT/deliverables', 'many=10000', key('End')],
  palette: ['/event/EVENT/deliverables', '', async (page) => { await page.keyboard.press('Control+k'); await page.keyboard.type('li'); }],
  keys: ['/event/EVENT/deliverables', '', key('?')],
  settings: ['/settings'],
  files: ['/event/EVENT/files'],
  people: ['/event/EVENT/people'],
  activity: ['/event/EVENT/activity'],
};

const looks = [['light', 1280], ['dark', 1280], ['backstage', 1280], ['light', 900], ['light', 640]];
const page = await browser.newPage();
page.on('pageerror', (error) => process.stdout.write(`  page error: ${error.stack ?? error.message}\n`));
page.on('console', (message) => { if (message.type() === 'error') process.stdout.write(`  console: ${message.text()}\n`); });
for (const [name, [hash, query = '', act]] of Object.entries(SCREENS)) {
  for (const [theme, width] of looks) {
    const file = `${name}-${theme}-${width}`;
    if (only && !new RegExp(only).test(file)) continue;
    await page.setViewportSize({ width, height: 800 });
    await page.goto('about:blank');
    await page.goto(`${base}?theme=${theme}&${query}#${hash.replace('EVENT', 'event-harbour')}`);
    await page.waitForSelector('h1');
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(300);
    try {
      await act?.(page);
    } catch (error) {
      process.stdout.write(`  ${file}: ${error.message.split('\n')[0]}\n`);
    }
    await page.waitForTimeout(350);
    await page.screenshot({ path: `${out}/${file}.png` });
    process.stdout.write(`${file}\n`);
  }
}
await browser.close();
await server.close();
