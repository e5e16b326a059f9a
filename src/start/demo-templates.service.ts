import { templateDefinitions } from '../conversation/index.js';
import { Channels, TemplatePush, type Pushed } from '../whatsapp/index.js';
import type { Service } from './launch.service.js';

/** Has the simulated Meta review our templates, as `npm run templates -- push` has the real one. */
export async function pushDemoTemplates({ app, config }: Service): Promise<Pushed[]> {
  const [channel] = await app.get(Channels, { strict: false }).all();
  if (channel === undefined) return [];
  const wanted = templateDefinitions(config.publicUrl ?? '');
  return app.get(TemplatePush, { strict: false }).push(channel, wanted);
}
