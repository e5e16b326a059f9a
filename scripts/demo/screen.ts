import { stripVTControlCharacters, styleText } from 'node:util';
import type { ReceivedMessage } from '../../simulator/index.js';

type Style = Parameters<typeof styleText>[0];

const WIDTH = 78;

/** Prints the story the way a chat looks, and keeps it for the transcript. */
export class Screen {
  private readonly lines: string[] = [];

  title(text: string): void {
    this.print('');
    this.print(styleText(['bold', 'cyan'], `── ${text} ${'─'.repeat(Math.max(0, WIDTH - text.length - 4))}`));
  }

  /** What the organiser does. */
  organiser(text: string): void {
    this.print(`${styleText('magenta', '  organiser')}  ${text}`);
  }

  note(text: string): void {
    this.print(styleText('dim', `  ${text}`));
  }

  /** A buyer's message: to the right. */
  buyer(name: string, text: string): void {
    this.bubble(`${name} ▸`, text.split('\n'), 'green', WIDTH - Math.min(46, longest(text)) - 4);
  }

  /** The business's message: to the left, with its buttons. */
  bot(message: ReceivedMessage): void {
    const body = wrap(
      message.text.replaceAll(/\*([^*\n]+)\*/g, (_, bold: string) => styleText('bold', bold)),
      62,
    );
    const choices = message.choices.map(
      (choice) => `[${choice.title}${choice.description === undefined ? '' : ` · ${choice.description}`}]`,
    );
    const buttons = choices.length > 3 ? choices : choices.length > 0 ? [choices.join(' ')] : [];
    this.bubble('Rifas ▸', [...body, ...buttons.map((line) => styleText('cyan', line))], 'white', 2);
  }

  /** A line that is replaced by the next one, where the terminal can; every end state stays. */
  progress(text: string, done: boolean): void {
    if (process.stdout.isTTY) process.stdout.write(`\r  ${text}${done ? '\n' : ''}`);
    else if (done) process.stdout.write(`  ${text}\n`);
    if (done) this.lines.push(`  ${text}`);
  }

  transcript(): string {
    return `${this.lines.map(stripVTControlCharacters).join('\n')}\n`;
  }

  private bubble(who: string, lines: readonly string[], color: Style, indent: number): void {
    const space = ' '.repeat(Math.max(0, indent));
    this.print(`${space}${styleText(['bold', ...[color].flat()], who)}`);
    for (const line of lines) this.print(`${space}  ${line}`);
  }

  private print(line: string): void {
    this.lines.push(line);
    process.stdout.write(`${line}\n`);
  }
}

function longest(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}

function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => {
    const lines = [''];
    for (const word of line.split(' ')) {
      const last = lines.at(-1) ?? '';
      if (last !== '' && stripVTControlCharacters(`${last} ${word}`).length > width) lines.push(word);
      else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
    }
    return lines;
  });
}
