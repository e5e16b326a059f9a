import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { getSystemErrorMessage } from 'node:util';
import { runVectors, verifyCertificateText } from '../src/fair-draw/index.js';
import { BY_HAND_REPORT, isByHand } from './verify-draw/by-hand.js';
import { failureReport, printable, validReport } from './verify-draw/report.js';
import { vectorsReport } from './verify-draw/vectors-report.js';

const USAGE = `Usage: npm run verify-draw -- certificate.json ledger.bin
       npm run verify-draw -- --vectors vectors.json`;
const VALID = 0;
const INVALID = 1;
const NOT_RUN = 2;

/** Checks a certificate against its ledger and prints what it found. Returns the exit code: 0 valid, 1 not, 2 could not try. */
export function main(args: readonly string[]): number {
  const [first, second, ...rest] = args;
  if (first === undefined || second === undefined || rest.length > 0) return complain(USAGE);
  return first === '--vectors' ? checkVectors(second) : checkCertificate(first, second);
}

function checkCertificate(certificatePath: string, ledgerPath: string): number {
  const certificate = readInput(certificatePath);
  const ledger = readInput(ledgerPath);
  if (certificate === undefined || ledger === undefined) return NOT_RUN;
  const result = verifyCertificateText(certificate, ledger);
  if (result.valid) console.log(validReport(result));
  else console.log(isByHand(certificate) ? BY_HAND_REPORT : failureReport(result));
  return result.valid ? VALID : INVALID;
}

function checkVectors(path: string): number {
  const file = readInput(path);
  if (file === undefined) return NOT_RUN;
  try {
    const outcomes = runVectors(JSON.parse(file.toString('utf8')));
    console.log(vectorsReport(outcomes));
    return outcomes.every(({ passed }) => passed) ? VALID : INVALID;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return complain(`${path} is not a vector file: ${printable(why)}`);
  }
}

function complain(sentence: string): number {
  console.error(sentence);
  return NOT_RUN;
}

function readInput(path: string): Buffer | undefined {
  try {
    return readFileSync(located(path));
  } catch (error) {
    console.error(`Cannot read ${path}: ${whyUnread(error)}.`);
    return undefined;
  }
}

function whyUnread(error: unknown): string {
  return error instanceof Error && 'errno' in error
    ? getSystemErrorMessage(Number(error.errno))
    : String(error);
}

/** npm runs scripts in the package's root; paths are meant from where the user typed the command. */
function located(path: string): string {
  const typed = resolve(process.env['INIT_CWD'] ?? '.', path);
  return existsSync(typed) ? typed : resolve(path);
}
