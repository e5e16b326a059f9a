import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AUDIT_EVENTS } from '../../src/platform/index.js';
import { fromHex, LedgerWriter, parseRules, rulesHash } from '../../src/fair-draw/index.js';

const PROJECT = join(import.meta.dirname, '../..');
const PAPERS = [
  ...globSync('*.md', { cwd: PROJECT }),
  ...globSync('docs/**/*.md', { cwd: PROJECT }),
  'simulator/README.md',
];

/** What rules for lotteries want to find in an event log; claims the service does not know yet. */
const ASKED_OF_A_LOG = [
  'activation',
  'suspension',
  'close',
  'reconcile',
  'void',
  'refund',
  'draw start',
  'draw end',
  'login fail',
  'config change',
  'key change',
  'remote access',
  'outage',
];

function read(path: string): string {
  return readFileSync(join(PROJECT, path), 'utf8');
}

/** First groups of all matches, sorted and once each. */
function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))].toSorted();
}

function sources(pattern: string): string[] {
  return globSync(pattern, { cwd: PROJECT }).filter((path) => !path.endsWith('.spec.ts'));
}

function withoutCode(text: string): string {
  return text.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** Anchors as GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map((match) =>
    (match[1] ?? '')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function leadsSomewhere(paper: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? paper : join(dirname(paper), path);
  if (!existsSync(join(PROJECT, target))) return false;
  return anchor === undefined || anchorsOf(read(target)).includes(anchor);
}

/** The part of a paper under one heading, up to the next of the same depth. */
function section(text: string, heading: string): string {
  const [, after = ''] = text.split(`\n${heading}\n`);
  return after.split(new RegExp(`\n${heading.replace(/ .*/, '')} `))[0] ?? '';
}

describe('the papers', () => {
  it('link to nothing that is not there', () => {
    const broken = PAPERS.flatMap((paper) =>
      found(withoutCode(read(paper)), /\]\((?!https?:)([^)\s]+)\)/g)
        .filter((link) => !leadsSomewhere(paper, link))
        .map((link) => `${paper}: ${link}`),
    );
    expect(broken).toEqual([]);
  });

  it('name only commands there are', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const wrong = PAPERS.flatMap((paper) =>
      found(read(paper), /\bnpm (?:run )?((?<=run )[a-z][a-z:-]*|start\b|test\b)/g)
        .filter((name) => !(name in scripts))
        .map((name) => `${paper}: npm run ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('name a file only if there is such a file', () => {
    const missing = PAPERS.flatMap((paper) =>
      found(read(paper), /`((?:src|test|docs|migrations|bench|scripts|simulator)\/[\w./-]+)`/g)
        .filter((path) => !existsSync(join(PROJECT, path)))
        .map((path) => `${paper}: ${path}`),
    );
    expect(missing.filter((line) => !line.endsWith('bench/results/latest.json'))).toEqual([]);
  });

  it('list every variable of the environment, and no other', () => {
    const listed = found(section(read('README.md'), '## Configuration'), /^\| `([A-Z_]+)`/gm);
    expect(listed).toEqual(found(read('.env.example'), /^([A-Z_]+)=/gm));
  });

  it('have a line for every room', () => {
    const folders = (path: string) =>
      readdirSync(join(PROJECT, path), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const rooms = folders('src').flatMap(({ name }) =>
      name === 'raffle' ? folders('src/raffle').map((inner) => `src/raffle/${inner.name}`) : [`src/${name}`],
    );
    const described = found(section(read('ARCHITECTURE.md'), '## Rooms'), /^\| `(src\/[\w/-]+)`/gm);
    expect(described).toEqual(rooms.toSorted());
  });

  it('explain every refusal of the database', () => {
    const raised = sources('migrations/*.ts').flatMap((path) => found(read(path), /errcode = '(TL\d+)'/g));
    const explained = found(section(read('ARCHITECTURE.md'), '## Tickets and guards'), /^\| `(TL\d+)`/gm);
    expect(explained).toEqual([...new Set(raised)].toSorted());
  });

  it('list every counter', () => {
    const counted = sources('src/**/*.ts').flatMap((path) =>
      found(read(path), /\.count\((?:[\w.]+, )?'([a-z_]+)'/g),
    );
    const listed = found(section(read('docs/operations.md'), '## Metrics'), /^\| `([a-z_]+)`/gm);
    expect(listed).toEqual([...new Set(counted)].toSorted());
  });

  it('show every event of the audit log in the code’s own words, and one for all that is asked for but a claim', () => {
    const rows = [
      ...read('docs/audit-log.md').matchAll(
        /^\| `([\w.]+)` +\| (.+?) +\| (?:a person|the service|either|nobody) +\| (.+?) +\|$/gm,
      ),
    ];
    expect(rows.map(([, name, what]) => [name, what])).toEqual(Object.entries(AUDIT_EVENTS));
    const served = rows.flatMap(([, , , asked = '']) => asked.split(', ')).filter((one) => one !== '-');
    expect([...new Set(served)].toSorted()).toEqual(ASKED_OF_A_LOG.toSorted());
  });

  it('list every route of the organisers', () => {
    const routes = sources('src/admin/**/*.controller.ts').flatMap((path) => routesOf(read(path)));
    const cells = [...read('docs/rest.md').matchAll(/^\| (`(?:GET|POST|PATCH|DELETE) [^|]*)\|/gm)];
    expect(cells.flatMap((cell) => listedRoutes(cell[1] ?? '')).toSorted()).toEqual(routes.toSorted());
  });

  it('work their example of a draw out as the code does', () => {
    const paper = read('docs/draw-protocol.md');
    const example = section(paper, '## A draw to test a verifier with');
    const rules: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(example)?.[1] ?? '');
    const { raffle_id, numbers } = parseRules(rules);
    const writer = new LedgerWriter(raffle_id, numbers);
    for (const [, number, holder, commit] of example.matchAll(/^\| (\d+) +\| `(\w{32})` \| `(\w{64})` \|/gm))
      writer.add({
        number: Number(number),
        eligible: true,
        holder: fromHex(holder ?? '', 16),
        commit: fromHex(commit ?? '', 32),
      });
    const written = found(example, /^\| `?(?:rules_hash|root)`? +\| `(\w{64})`/gm);
    expect(written).toEqual([rulesHash(rules), writer.summary().root].toSorted());
  });

  it('list each demand on a draw once: met by a test that is there, or said not to be', () => {
    const [, ...demands] = read('docs/requirements.md').split(/^### (?=R-)/m);
    const ids = [...upTo(33, 50), ...upTo(54, 61)].map((number) => `R-${number}`);
    expect(demands.map((demand) => demand.split(' ')[0])).toEqual(ids);
    const unfounded = demands.filter((demand) => !/^- (Shown by: `|Open: not met)/m.test(demand));
    expect(unfounded).toEqual([]);
    const missing = demands.flatMap((demand) =>
      namedTests(demand).filter(
        ({ path, title }) => !existsSync(join(PROJECT, path)) || !read(path).includes(title),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('have every decision in their index', () => {
    const decisions = readdirSync(join(PROJECT, 'docs/adr')).filter((name) => /^\d/.test(name));
    expect(found(read('docs/adr/README.md'), /\]\((\d[\w-]*\.md)\)/g)).toEqual(decisions.toSorted());
  });
});

/** The whole numbers from the first to the last. */
function upTo(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

/** Test files in code type, each with the titles quoted behind it. */
function namedTests(demand: string): { path: string; title: string }[] {
  const named = demand.replaceAll(/\s+/g, ' ').matchAll(/`([\w./-]+\.(?:spec|test)\.ts)`([^`]*)/g);
  return [...named].flatMap(([, path = '', behind = '']) =>
    ['', ...found(behind, /“([^”]+)”/g)].map((title) => ({ path, title })),
  );
}

function routesOf(controllers: string): string[] {
  return controllers
    .split(/@(?:Admin|Open)Controller\('/)
    .slice(1)
    .flatMap((text) => {
      const path = text.slice(0, text.indexOf("'"));
      return [...text.matchAll(/^ {2}@(Get|Post|Patch|Delete)\((?:'([^']*)')?\)/gm)].map(
        ([, method = '', rest]) => `${method.toUpperCase()} /${path}${rest === undefined ? '' : `/${rest}`}`,
      );
    });
}

/** `POST /raffles/:id/pause`, `/resume` means two routes: a path alone replaces the last part of the one before. */
function listedRoutes(cell: string): string[] {
  const routes: string[] = [];
  for (const [, text = ''] of cell.matchAll(/`([^`]+)`/g)) {
    const before = routes.at(-1) ?? '';
    routes.push(text.startsWith('/') ? before.slice(0, before.lastIndexOf('/')) + text : text);
  }
  return routes;
}
