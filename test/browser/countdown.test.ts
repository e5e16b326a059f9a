import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalize, QUICKNET, roundTime, STEPS } from '../../src/fair-draw/index.js';
import { checkingHeaders, checkScript, checkSection } from '../../src/public/check-section.js';
import { page as layout } from '../../src/public/layout.js';
import { html } from '../../src/public/html.js';
import { beacon, drandRules, issue, rulesOf, timeOf, type Paper, type Papers } from '../fair-draw/papers.js';
import { launchChromium } from './chromium.js';
import { faultsOf, openPage, picture, sideways, stepsIn } from './room.js';

/** A real round of drand; the browser's clock is set to the minute before it. */
const ROUND = 1000;
const BEFORE = roundTime(QUICKNET, ROUND) * 1000 - 65_000;
const SCRIPT = join(import.meta.dirname, '../../dist/web/proof.js');
const OPEN = { 'access-control-allow-origin': '*', 'content-type': 'application/json' };

const numbers = { first: 0, last: 999, width: 3 };
const prizes = [{ id: 'p1', name: 'Italika 250Z' }];
const rules = rulesOf(drandRules(ROUND), { numbers, prizes, title: 'Rifa de la moto' });
const tickets = Array.from({ length: 400 }, (_, at) => [2 * at] as const);
const closedAt = timeOf(ROUND, -3600);
const papers = issue({ rules, tickets, evidence: beacon(ROUND), closedAt });

/** The draw's page and files as the service gives them, before and after the certificate, and two relays of which one lies. */
class Draw {
  certificate: Papers['certificate'] | null = null;
  /** The paths the relays were asked for: the liar's, then the honest one's. */
  readonly asked: string[][] = [[], []];

  private constructor(
    private readonly service: Server,
    private readonly relays: readonly Server[],
  ) {}

  static async open(): Promise<Draw> {
    const servers = await Promise.all([listening(), listening(), listening()]);
    const [service, ...relays] = servers;
    const draw = new Draw(service, relays);
    service.on('request', ({ url = '' }, response: ServerResponse) => draw.answer(url, response));
    for (const [at, relay] of relays.entries())
      relay.on('request', ({ url = '' }, response: ServerResponse) => {
        draw.asked[at]?.push(url);
        const { kind: _, chain_hash: __, ...said } = beacon(at === 0 ? ROUND + 1 : ROUND);
        response.writeHead(200, OPEN).end(JSON.stringify({ ...said, round: ROUND }));
      });
    return draw;
  }

  get origin(): string {
    return originOf(this.service);
  }

  async close(): Promise<void> {
    for (const server of [this.service, ...this.relays]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private answer(url: string, response: ServerResponse): void {
    const { certificate } = this;
    const { rules: published, commitment } = papers.certificate;
    switch (url) {
      case '/draws/1':
        return void response.writeHead(200, checkingHeaders(this.script)).end(this.html());
      case '/proof.js':
        return void response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(SCRIPT));
      case '/draws/1/ledger.bin':
        return void response.writeHead(200, { 'content-length': papers.ledger.length }).end(papers.ledger);
      case '/draws/1/rules.json':
        return void response.writeHead(200, OPEN).end(canonicalize(published));
      case '/draws/1/commitment.json':
        return void response.writeHead(200, OPEN).end(canonicalize(commitment));
      default:
        if (url !== '/draws/1/certificate.json' || certificate === null)
          return void response.writeHead(404).end();
        response.writeHead(200, OPEN).end(canonicalize(certificate));
    }
  }

  private get script() {
    return { path: '/proof.js', relays: this.relays.map(originOf), testChains: [] };
  }

  private html(): string {
    const { ledger } = papers.certificate['commitment'] as { ledger: { root: string } };
    const commitment = { hash: '', root: ledger.root, size: 400, closedAt: new Date(), ledgerBlob: '' };
    const proof = { id: '1', fairdrawId: String(rules['raffle_id']), issues: [] };
    const section = checkSection(
      { ...proof, commitment: { ...commitment, ledgerBytes: 28_000 } },
      this.script,
    );
    return layout(
      'Sorteo',
      html`<h1>Rifa de la moto</h1>
        ${section}${checkScript(this.script)}`,
    );
  }
}

async function listening(): Promise<Server> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let browser: Browser;
let draw: Draw;
beforeAll(async () => {
  browser = await launchChromium();
  draw = await Draw.open();
});
afterAll(async () => {
  await browser.close();
  await draw.close();
});

/** The page a minute before the round. */
async function waiting() {
  draw.certificate = null;
  const visit = await openPage(browser);
  await visit.page.clock.install({ time: BEFORE });
  await visit.page.goto(`${draw.origin}/draws/1`);
  await visit.page.locator('[role=timer]').waitFor();
  return visit;
}

/** Lets the round come, and the page draw. */
async function drawn() {
  const visit = await waiting();
  await visit.page.clock.fastForward(70_000);
  await visit.page.locator('#proof-published [data-step="draw"]').waitFor();
  await visit.page.locator('#proof-published table').waitFor();
  return visit;
}

const [{ number: winner }] = (papers.certificate['draw'] as { winners: [{ number: number }] }).winners;

describe('Before the round of a drand draw', () => {
  it('the page counts down, then draws by itself, believing no relay, and finds the certificate the same', async () => {
    const { page, complaints } = await waiting();
    expect(await page.locator('[role=timer]').innerText()).toMatch(/^00:0[01]:\d\d$/);
    expect(await page.locator('#proof-published table').count()).toBe(0);
    expect(draw.asked).toEqual([[], []]);
    await picture(page, 'countdown-phone');
    expect(await faultsOf(page)).toEqual([]);

    await page.clock.fastForward(70_000);
    await page.locator('#proof-published table').waitFor();
    const path = `/${QUICKNET.hash}/public/${ROUND}`;
    expect(draw.asked).toEqual([[path], [path]]);
    expect(await page.locator('#proof-published .badge').innerText()).toBe('Calculado aquí');
    expect(await page.locator('#proof-published [role=status]').innerText()).toContain('en tu navegador');
    expect(await page.locator('#proof-published td').innerText()).toBe(String(winner).padStart(3, '0'));
    expect((await stepsIn(page, '#proof-published')).slice(-2)).toEqual(['✓ entropy', '✓ draw']);
    await picture(page, 'drawn-here-phone');
    expect(await sideways(page)).toBe(0);

    draw.certificate = papers.certificate;
    await page.clock.fastForward(60_000);
    await page.locator('#proof-same').waitFor();
    expect(await stepsIn(page, '#proof-published')).toEqual(STEPS.map((step) => `✓ ${step}`));
    expect(await page.locator('#proof-published .badge').innerText()).toBe('Coincide');
    expect(complaints).toEqual([]);
  });

  it('a certificate of another closing than the one that was seen is shown as a fault, though it holds by itself', async () => {
    const { page } = await drawn();
    const later: Paper = { closed_at: timeOf(ROUND, -3000) };
    draw.certificate = issue({
      rules,
      tickets,
      evidence: beacon(ROUND),
      closedAt,
      commitment: later,
    }).certificate;
    await page.clock.fastForward(60_000);
    await page.locator('#proof-published .badge.bad').waitFor();
    expect(await stepsIn(page, '#proof-published')).toEqual(STEPS.map((step) => `✓ ${step}`));
    expect(await page.locator('#proof-published [role=status]').innerText()).toContain('otra acta de cierre');
  });
});
