import type { INestApplicationContext } from '@nestjs/common';
import { templateDefinitions } from '../../src/conversation/index.js';
import { Config, Database } from '../../src/platform/index.js';
import {
  Channels,
  GraphFault,
  reportTemplates,
  TemplatePush,
  Templates,
  templateTable,
  TemplateSync,
  type Channel,
  type Pushed,
} from '../../src/whatsapp/index.js';
import type { Command } from './arguments.js';

/** Carries a command out for every account. @returns the exit code */
export async function runCommand(
  app: INestApplicationContext,
  command: Command,
  dryRun: boolean,
  print: (line: string) => void,
): Promise<number> {
  const { publicUrl } = app.get(Config);
  if (command === 'push' && publicUrl === null) {
    print('PUBLIC_URL is missing: templates link to it.');
    return 1;
  }
  const wanted = templateDefinitions(publicUrl ?? 'https://example.org');
  let code = 0;
  for (const channel of accountsOf(await app.get(Channels).all())) {
    print(`Account ${channel.wabaId}`);
    try {
      if (command === 'sync') {
        const { templates } = await app.get(TemplateSync).syncAccount(channel);
        print(`  Meta's list has ${templates} templates.`);
      }
      if (command === 'push') {
        const pushed = await app.get(TemplatePush).push(channel, wanted, { dryRun });
        for (const line of pushLines(pushed)) print(`  ${line}`);
        if (pushed.some(({ did }) => did === 'refused' || did === 'by_hand' || did === 'later')) code = 1;
      }
    } catch (error) {
      if (!(error instanceof GraphFault)) throw error;
      print(`  ${error.message}${hintFor(error.code)}`);
      code = 1;
      continue;
    }
    const known = await app.get(Templates).ofAccount(app.get(Database), channel.wabaId);
    if (command !== 'push') print(templateTable(reportTemplates(wanted, known)));
  }
  return code;
}

/** One number per account: its token speaks for the account. */
function accountsOf(channels: readonly Channel[]): Channel[] {
  return [
    ...new Map(channels.toReversed().map((channel) => [channel.wabaId, channel])).values(),
  ].toReversed();
}

function pushLines(pushed: readonly Pushed[]): string[] {
  const counts = Map.groupBy(pushed, ({ did }) => did);
  const said = pushed
    .filter(({ did }) => did !== 'nothing')
    .map(
      ({ name, language, did, detail }) =>
        `${WORDS[did]} ${name} (${language})${detail ? `: ${detail}` : ''}`,
    );
  const unchanged = counts.get('nothing')?.length ?? 0;
  return [...said, `${unchanged} of ${pushed.length} are as they should be.`];
}

const WORDS: Readonly<Record<Pushed['did'], string>> = {
  created: 'created',
  edited: 'edited',
  nothing: 'unchanged',
  later: 'not yet',
  by_hand: 'by hand',
  refused: 'REFUSED',
};

function hintFor(code: number | null): string {
  if (code === 190 || code === 0) return '. The token is not valid.';
  return code === 10 || code === 100 || (code !== null && code >= 200 && code < 300)
    ? '. The token needs whatsapp_business_management for this account.'
    : '';
}
