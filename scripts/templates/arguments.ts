export const HELP = `Usage: npm run templates -- COMMAND [--dry-run]

  status   what the account has, as far as this service knows, and what to do
  sync     reads Meta's list into the database, then shows it
  push     has Meta review templates it does not have yet and those whose words changed

  --dry-run   push only says what it would do
  --help      this text

Every WhatsApp Business account of a known number is treated. PUBLIC_URL must be set for push: templates link to it.
Exit codes: 0 done · 1 something was refused or could not be done · 2 not understood
`;

export type Command = 'status' | 'sync' | 'push';

export type Asked =
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'command'; readonly command: Command; readonly dryRun: boolean };

const COMMANDS: readonly Command[] = ['status', 'sync', 'push'];

/** Reads the command line. @param words without node and the script's own name */
export function readArguments(words: readonly string[]): Asked {
  if (words.includes('--help') || words.includes('-h')) return { kind: 'help' };
  const [first, ...rest] = words;
  const command = COMMANDS.find((name) => name === first);
  if (command === undefined) {
    return {
      kind: 'wrong',
      why: first === undefined ? 'a command is missing' : `there is no command ${first}`,
    };
  }
  const unknown = rest.find((word) => word !== '--dry-run' || command !== 'push');
  if (unknown !== undefined) return { kind: 'wrong', why: `${command} does not take ${unknown}` };
  return { kind: 'command', command, dryRun: rest.includes('--dry-run') };
}
