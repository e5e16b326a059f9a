import { execFileSync } from 'node:child_process';
import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
/** A browser to launch, with what its process needs to know. */
interface Found {
  readonly executablePath: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Real Chromium: the one at CHROMIUM_PATH, else one on PATH, else the one that came with `npm ci` (Linux on x64). */
export async function launchChromium(): Promise<Browser> {
  const { executablePath, env } = findChromium();
  return chromium.launch({
    executablePath,
    // Containers allow no sandbox to root and have little shared memory.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu', '--font-render-hinting=none'],
    env: { ...definedOf(process.env), ...env },
  });
}

function findChromium(): Found {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (!isProgram(named)) throw new Error(`CHROMIUM_PATH names no program that can be run: ${named}`);
    return { executablePath: named, env: {} };
  }
  const installed = onPath();
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpacked();
  throw new Error(
    'The browser tests need Chromium or Chrome: put it on PATH, or its path into CHROMIUM_PATH. Only for Linux on x64 it comes with npm ci.',
  );
}

function onPath(): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.flatMap((directory) => NAMES.map((name) => join(directory, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** The packed browser, unpacked once per user and version: elsewhere first, so that nobody meets half of it. */
function unpacked(): Found {
  const home = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
  const place = join(tmpdir(), `talonario-chromium-${process.getuid?.() ?? 0}-${version}`);
  if (!existsSync(place)) unpack(home, place);
  // Anybody may make a directory of this name; only our own is run.
  if (lstatSync(place).uid !== process.getuid?.()) throw new Error(`${place} belongs to somebody else`);
  const env = { LD_LIBRARY_PATH: join(place, 'al2023/lib'), FONTCONFIG_PATH: place };
  return { executablePath: join(place, 'chromium'), env };
}

function unpack(home: string, place: string): void {
  const half = mkdtempSync(`${place}-`);
  const script = join(import.meta.dirname, 'unpack.mjs');
  // In a process of its own: the package only knows the directory for temporary files.
  execFileSync(process.execPath, [script, join(home, 'bin/al2023.tar.br')], {
    env: { ...process.env, TMPDIR: half },
  });
  writeFileSync(join(half, 'fonts.conf'), fontsAt(place));
  try {
    renameSync(half, place);
  } catch {
    rmSync(half, { recursive: true }); // somebody else was faster
  }
}

function fontsAt(place: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${place}/fonts</dir><cachedir>${place}/fonts-cache</cachedir></fontconfig>
`;
}

function definedOf(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
