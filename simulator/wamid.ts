import { randomBytes } from 'node:crypto';

/** A message id as Meta makes them: opaque, base64 after the prefix. */
export function newWamid(): string {
  return `wamid.HBgM${randomBytes(32).toString('base64')}`;
}
