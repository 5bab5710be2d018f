/** Starts the program with a home of its own, and a browser on the page that it serves. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium, type Page } from 'playwright';

const PROGRAM = process.env.OFFSTAGE_BIN ?? new URL('../../target/debug/offstage', import.meta.url).pathname;
const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** A built page (`dist`) to go through instead of the one in the program: for work on the page, which is built in seconds. */
const PAGE = process.env.OFFSTAGE_PAGE;
const PATIENCE = 30_000;

export interface Running {
  page: Page;
  /** A folder for files that the journey makes. */
  folder: string;
  /** Ends the program and starts it again on the same home, with the page open at the same place. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Served {
  address: string;
  end(): Promise<void>;
}

async function serve(home: string): Promise<Served> {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: cargo build -p offstage-cli`);
  const program: ChildProcess = spawn(PROGRAM, ['--home', home, 'serve', '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  program.stderr?.on('data', (part: Buffer) => (said += part.toString()));
  const address = await new Promise<string>((found, lost) => {
    const late = setTimeout(() => lost(new Error(`offstage serve did not get ready. It said: ${said}`)), PATIENCE);
    program.once('exit', (code) => lost(new Error(`offstage serve ended with ${code}. It said: ${said}`)));
    if (!program.stdout) return;
    createInterface({ input: program.stdout }).once('line', (line) => {
      clearTimeout(late);
      found((JSON.parse(line) as { page: string }).page);
    });
  });
  return {
    address,
    end: () =>
      new Promise((ended) => {
        if (program.exitCode !== null) return ended();
        program.once('exit', () => ended());
        program.kill('SIGTERM');
      }),
  };
}

export async function offstage(): Promise<Running> {
  const root = await mkdtemp(join(tmpdir(), 'offstage-journey-'));
  const home = join(root, 'home');
  let served = await serve(home);
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  // What goes wrong in the page without being seen must fail the journey.
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('Failed to load resource')) problems.push(message.text());
  });
  if (PAGE) {
    await context.route(/^http:\/\/127\.0\.0\.1:\d+\/(index\.html|assets\/[^?]*)?$/, (route) =>
      route.fulfill({ path: join(PAGE, new URL(route.request().url()).pathname.slice(1) || 'index.html') }),
    );
  }
  await page.goto(served.address);
  return {
    page,
    folder: root,
    async restart() {
      const place = new URL(page.url()).hash;
      await served.end();
      served = await serve(home);
      await page.goto('about:blank');
      await page.goto(served.address);
      await page.evaluate((hash) => (location.hash = hash), place);
    },
    async stop() {
      await browser.close();
      await served.end();
      await rm(root, { recursive: true, force: true });
      if (problems.length > 0) throw new Error(`The page complained:\n${problems.join('\n')}`);
    },
  };
}
