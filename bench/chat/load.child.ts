import { Simulator, type Phone } from '../../simulator/index.js';
import { say } from '../support/child.js';
import { BENCH_APP_SECRET, BENCH_TOKEN } from '../support/service.js';
import { ANSWERS, segmentsOf, type Action } from './segments.js';

/** Meta and ten thousand people, in a process of their own. */
export interface ChatOrder {
  readonly do: 'warm' | 'run';
  readonly webhookUrl: string;
  readonly people: number;
  readonly active: number;
  readonly seconds: number;
}

interface Count {
  answered: number;
  silent: number;
  readonly byAction: Record<Action, number>;
  readonly milliseconds: number[];
  readonly wrong: string[];
}

export interface ChatReport extends Readonly<Count> {
  readonly seconds: number;
}

const PATIENCE_MS = 30_000;
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const numbers = JSON.parse(process.env['NUMBERS'] ?? '[]') as { phoneNumberId: string; wabaId: string }[];

const simulator = await Simulator.start({
  appSecret: BENCH_APP_SECRET,
  accessToken: BENCH_TOKEN,
  numbers,
  answerTimeMs: 80,
  webhooks: { batch: 50, concurrency: 64 },
});
const people: Phone[] = [];

process.on('message', (order: ChatOrder) => {
  void (order.do === 'warm' ? warm(order) : run(order)).then(say);
});
say({ graphUrl: simulator.url });

/** Everybody greets and accepts, so that the clock starts with people who may buy. */
async function warm(order: ChatOrder): Promise<object> {
  simulator.webhookUrl = order.webhookUrl;
  for (let i = 0; i < order.people; i++) {
    const waId = `52155${String(i).padStart(8, '0')}`;
    const number = numbers[i % numbers.length];
    people.push(
      simulator.person({ name: `Persona ${i}`, waId, userId: `MX.${waId}` }, number?.phoneNumberId),
    );
  }
  const queue = [...people];
  await Promise.all(
    Array.from({ length: order.active }, async () => {
      for (let phone = queue.pop(); phone !== undefined; phone = queue.pop()) {
        phone.sendText('hola');
        await phone.waitFor((message) => /18 años/.test(message.text), PATIENCE_MS);
        phone.sendText('sí');
        await phone.waitFor(() => true, PATIENCE_MS);
      }
    }),
  );
  return { ready: true };
}

async function run(order: ChatOrder): Promise<ChatReport> {
  const end = performance.now() + order.seconds * 1000;
  const count: Count = {
    answered: 0,
    silent: 0,
    byAction: { menu: 0, numbers: 0, confirm: 0, receipt: 0 },
    milliseconds: [],
    wrong: [],
  };
  const waiting = people.map((phone, i) => ({ phone, i, segments: segmentsOf(i), held: 0 }));
  const start = performance.now();
  await Promise.all(
    Array.from({ length: order.active }, async () => {
      for (
        let person = waiting.shift();
        person !== undefined && performance.now() < end;
        person = waiting.shift()
      ) {
        for (const action of person.segments.shift() ?? []) {
          await act(person.phone, action, numbersOf(person.i, person.held), count, end);
          if (action === 'confirm') person.held++;
        }
        if (person.segments.length > 0) waiting.push(person);
      }
    }),
  );
  return { ...count, seconds: Math.min(performance.now(), end) / 1000 - start / 1000 };
}

async function act(
  phone: Phone,
  action: Action,
  numbersText: string,
  count: Count,
  end: number,
): Promise<void> {
  const sent = performance.now();
  if (action === 'receipt') phone.sendImage(PICTURE, 'image/png');
  else phone.sendText({ menu: 'menú', numbers: numbersText, confirm: 'sí' }[action]);
  const message = await phone.waitFor(() => true, PATIENCE_MS).catch(() => null);
  const answered = performance.now();
  if (message === null) count.silent++;
  else if (!ANSWERS[action].test(message.text)) count.wrong.push(`${action}: ${message.text.slice(0, 120)}`);
  if (answered > end) return; // after the clock stopped: not counted
  count.answered++;
  count.byAction[action]++;
  count.milliseconds.push(answered - sent);
}

/** Two numbers nobody else asks for. */
function numbersOf(person: number, turn: number): string {
  const first = person * 20 + turn * 2;
  return `${first}, ${first + 1}`;
}
