import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { startService, type TestService } from '../support/service.js';
import { launchChromium } from './chromium.js';

export const PHONE = { width: 360, height: 740 };
export const DESKTOP = { width: 1280, height: 800 };

/** A page in a browser of its own, with everything it complained about: errors, refused scripts and connections. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: string[];
}

/** The whole service with a real browser in front of it. */
export class BrowserRoom {
  private constructor(
    readonly service: TestService,
    readonly browser: Browser,
  ) {}

  static async open(env: NodeJS.ProcessEnv = {}): Promise<BrowserRoom> {
    const [service, browser] = await Promise.all([startService({ env }), launchChromium()]);
    return new BrowserRoom(service, browser);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.service.stop();
  }

  async visit(path: string, options: BrowserContextOptions = {}): Promise<Visit> {
    const visit = await this.blank(options);
    await visit.page.goto(path.startsWith('/') ? `${this.service.origin}${path}` : path);
    return visit;
  }

  blank(options: BrowserContextOptions = {}): Promise<Visit> {
    return openPage(this.browser, options);
  }
}

/** An empty page on a phone, unless told otherwise. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: PHONE, locale: 'es-MX', ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    // A browser reports the answers 404 to the question whether there is a certificate by now.
    const asked = line.location().url.endsWith('/certificate.json');
    if (!asked && ['error', 'warning'].includes(line.type())) complaints.push(line.text());
  });
  return { page, context, complaints };
}

/** The rules of accessibility a page breaks. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** How far the page can be pushed sideways, in pixels. */
export function sideways(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}

/** Keeps a picture for people to look at, where SCREENSHOTS names a directory. */
export async function picture(page: Page, name: string): Promise<void> {
  const directory = process.env['SCREENSHOTS'];
  if (directory === undefined || directory === '') return;
  mkdirSync(directory, { recursive: true });
  await page.screenshot({ path: join(directory, `${name}.png`), fullPage: true });
}

/** The steps shown in a part of the page: each with its sign. */
export function stepsIn(page: Page, part: '#proof-published' | '#proof-dropped'): Promise<string[]> {
  return page
    .locator(`${part} .steps > li`)
    .evaluateAll((items) =>
      items.map((item) => `${item.className === 'failed' ? '✗' : '✓'} ${item.getAttribute('data-step')}`),
    );
}
