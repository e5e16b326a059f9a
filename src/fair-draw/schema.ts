import { isHex, VERSION } from './encode.js';
import { refuse } from './errors.js';

/** An object whose members have not been looked at yet. */
export type Members = Readonly<Record<string, unknown>>;

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, else `E_SCHEMA`; `what` names it in the message. */
export function object(value: unknown, what: string): Members {
  return isMembers(value) ? value : refuse('E_SCHEMA', `${what} must be an object`);
}

export function has(holder: Members, name: string): boolean {
  return Object.hasOwn(holder, name);
}

function wrongType(name: string, expected: string): never {
  return refuse('E_SCHEMA', `${JSON.stringify(name)} is missing or not ${expected}`);
}

function member(holder: Members, name: string): unknown {
  return has(holder, name) ? holder[name] : undefined;
}

export function child(holder: Members, name: string): Members {
  const value = member(holder, name);
  return isMembers(value) ? value : wrongType(name, 'an object');
}

export function list(holder: Members, name: string): readonly unknown[] {
  const value = member(holder, name);
  return Array.isArray(value) ? value : wrongType(name, 'a list');
}

export function text(holder: Members, name: string): string {
  const value = member(holder, name);
  return typeof value === 'string' ? value : wrongType(name, 'a string');
}

export function texts(holder: Members, name: string): readonly string[] {
  return list(holder, name).map((item) =>
    typeof item === 'string' ? item : wrongType(name, 'a list of strings'),
  );
}

export function integer(holder: Members, name: string): number {
  const value = member(holder, name);
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : wrongType(name, 'an integer');
}

export function flag(holder: Members, name: string): boolean {
  const value = member(holder, name);
  return typeof value === 'boolean' ? value : wrongType(name, 'true or false');
}

/** One of the listed strings; a string outside the list is a breach of the rules, not of the types. */
export function oneOf<T extends string>(holder: Members, name: string, allowed: readonly T[]): T {
  const value = text(holder, name);
  return (
    allowed.find((item) => item === value) ??
    refuse('E_RULES', `${JSON.stringify(name)} is not one of ${allowed.join(', ')}`)
  );
}

/** Lower-case hexadecimal of a SHA-256 value. */
export function hash(holder: Members, name: string): string {
  const value = text(holder, name);
  return isHex(value, 32) ? value : wrongType(name, '32 bytes in lower-case hexadecimal');
}

const TIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$/;

/** `YYYY-MM-DDTHH:MM:SSZ`, an instant that exists. Such strings compare like the instants they name. */
export function time(holder: Members, name: string): string {
  const value = text(holder, name);
  const instant = TIME.test(value) ? Date.parse(value) : Number.NaN;
  const exists = !Number.isNaN(instant) && new Date(instant).toISOString() === value.replace('Z', '.000Z');
  return exists ? value : wrongType(name, 'a time like 2026-01-31T20:00:00Z');
}

export function raffleId(holder: Members): string {
  const value = text(holder, 'raffle_id');
  return /^[A-Za-z0-9._:-]{1,64}$/.test(value)
    ? value
    : wrongType('raffle_id', '1 to 64 of A-Z a-z 0-9 . _ : -');
}

/** Refuses an object of another `type`. */
export function typeIs(holder: Members, type: string): void {
  if (text(holder, 'type') !== type) refuse('E_SCHEMA', `"type" must be "${type}"`);
}

/** Refuses an object of another version of the specification (`E_VERSION`). */
export function versionIs(holder: Members): typeof VERSION {
  return text(holder, 'v') === VERSION ? VERSION : refuse('E_VERSION', `"v" must be "${VERSION}"`);
}
