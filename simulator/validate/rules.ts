import type { InteractiveBody, MessageBody } from './message-body.js';

/** What Meta refuses and JSON Schema cannot say. */
export interface Rule {
  name: string;
  source: string;
  /** A sentence on what is wrong, or undefined. Called with bodies that passed the schema. */
  problem(message: MessageBody): string | undefined;
}

export const rules: readonly Rule[] = [
  {
    name: 'button ids are unique',
    source: 'Interactive reply buttons messages',
    problem: (message) =>
      repeated(
        'button id',
        buttons(message).map((button) => button.id),
      ),
  },
  {
    name: 'button titles are unique',
    source: 'Interactive reply buttons messages',
    problem: (message) =>
      repeated(
        'button title',
        buttons(message).map((button) => button.title),
      ),
  },
  {
    name: 'a list has 1 to 10 rows over all its sections',
    source: 'Interactive list messages',
    problem: (message) => {
      const lists = message.interactive?.type === 'list' ? sections(message) : undefined;
      const count = lists?.flatMap((section) => section.rows ?? []).length ?? 1;
      return count >= 1 && count <= 10 ? undefined : `a list has ${count} rows, allowed are 1 to 10`;
    },
  },
  {
    name: 'row ids are unique',
    source: 'Interactive list messages',
    problem: (message) =>
      repeated(
        'row id',
        sections(message)
          .flatMap((section) => section.rows ?? [])
          .map((row) => row.id),
      ),
  },
  {
    name: 'sections have titles when there are several',
    source: 'Interactive list messages',
    problem: (message) => {
      const all = message.interactive?.type === 'list' ? sections(message) : [];
      return all.length > 1 && all.some((section) => !section.title)
        ? 'every section needs a title when there is more than one'
        : undefined;
    },
  },
];

function buttons(message: MessageBody): { id: string; title: string }[] {
  return message.interactive?.action.buttons?.map((button) => button.reply) ?? [];
}

function sections(message: MessageBody): NonNullable<InteractiveBody['action']['sections']> {
  return message.interactive?.action.sections ?? [];
}

function repeated(what: string, values: string[]): string | undefined {
  return new Set(values).size === values.length ? undefined : `${what} used twice`;
}
