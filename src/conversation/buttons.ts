import { isId } from '../kernel/index.js';

/**
 * What a button or list row of ours asks for. Those that only make sense as the answer to one question carry that question's
 * nonce; the others name their raffle or order and mean the same whenever they are tapped.
 */
export type Action =
  | { readonly do: 'menu' | 'more' | 'buy' | 'verify' | 'help' | 'human' | 'opt_out' | 'rules' }
  | { readonly do: 'consent_no' }
  | { readonly do: 'consent_yes'; readonly version: string }
  | { readonly do: 'my_tickets' | 'raffles'; readonly from: number }
  | { readonly do: 'raffle' | 'choose' | 'random'; readonly raffleId: string }
  | { readonly do: 'count'; readonly raffleId: string; readonly count: number }
  | {
      readonly do:
        'spin' | 'hold' | 'cancel_no' | 'not_receipt' | 'is_receipt' | 'only_mine' | 'nothing_at_all';
      readonly nonce: string;
    }
  | { readonly do: 'add'; readonly nonce: string; readonly number: number }
  | { readonly do: 'pay' | 'paid' | 'cancel'; readonly orderId: string }
  | { readonly do: 'cancel_yes' | 'receipt_for'; readonly nonce: string; readonly orderId: string };

export type ActionName = Action['do'];

type Argument = 'version' | 'from' | 'raffleId' | 'orderId' | 'nonce' | 'number' | 'count';

/** The order of an id's parts. Changing a line makes every button sent before unreadable: raise `v1` then. */
const ARGUMENTS: { readonly [N in ActionName]: readonly Argument[] } = {
  menu: [],
  more: [],
  buy: [],
  verify: [],
  help: [],
  human: [],
  opt_out: [],
  rules: [],
  consent_no: [],
  consent_yes: ['version'],
  my_tickets: ['from'],
  raffles: ['from'],
  raffle: ['raffleId'],
  choose: ['raffleId'],
  random: ['raffleId'],
  count: ['raffleId', 'count'],
  spin: ['nonce'],
  hold: ['nonce'],
  add: ['nonce', 'number'],
  pay: ['orderId'],
  paid: ['orderId'],
  cancel: ['orderId'],
  cancel_yes: ['nonce', 'orderId'],
  cancel_no: ['nonce'],
  is_receipt: ['nonce'],
  not_receipt: ['nonce'],
  receipt_for: ['nonce', 'orderId'],
  only_mine: ['nonce'],
  nothing_at_all: ['nonce'],
};

const ACTION_NAMES = Object.keys(ARGUMENTS) as readonly ActionName[];

/** The id under which an action travels: `v1:<name>:<arguments>`, far below Meta's 200 characters for a list row. */
export function actionId(action: Action): string {
  const values = new Map<string, string | number>(Object.entries(action));
  const written = ARGUMENTS[action.do].map((name) => encodeURIComponent(values.get(name) ?? ''));
  return ['v1', action.do, ...written].join(':');
}

/** Reads an id that came back; null if we never wrote such an id. Whether it still applies is for the caller to see. */
export function readAction(buttonId: string): Action | null {
  const [version, name, ...written] = buttonId.split(':');
  const known = ACTION_NAMES.find((candidate) => candidate === name);
  if (version !== 'v1' || known === undefined) return null;
  const names = ARGUMENTS[known];
  const values = names.map((argument, i) => readArgument(argument, written[i]));
  if (written.length !== names.length || values.includes(null)) return null;
  return Object.fromEntries([['do', known], ...names.map((argument, i) => [argument, values[i]])]) as Action;
}

function readArgument(name: Argument, written: string | undefined): string | number | null {
  if (written === undefined) return null;
  switch (name) {
    case 'from':
    case 'number':
    case 'count':
      return /^\d{1,7}$/.test(written) ? Number(written) : null;
    case 'raffleId':
    case 'orderId':
      return isId(written) ? written : null;
    case 'nonce':
      return /^[\w-]{1,16}$/.test(written) ? written : null;
    case 'version':
      return decoded(written);
  }
}

function decoded(written: string): string | null {
  try {
    return decodeURIComponent(written);
  } catch {
    return null; // a forged id may hold any bytes
  }
}
