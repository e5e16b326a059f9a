import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, openRaffle } from '../support/raffle.js';
import { startService, type TestService } from '../support/service.js';
import { Talker } from '../support/talker.js';

const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  randomBytes(900_000),
]);

describe('the picture of a raffle', () => {
  let service: TestService;
  let raffleId: string;

  beforeAll(async () => {
    service = await startService();
    raffleId = await openRaffle(service);
  });
  afterAll(() => service.stop());

  const post = (content: Buffer, mediaType = 'image/png'): Promise<Response> =>
    service.api('POST', `/raffles/${raffleId}/poster`, { mediaType, content: content.toString('base64') });

  /** The bytes of the picture above the last thing this person was told. */
  function picture(talker: Talker): Buffer | undefined {
    const id = talker.phone.last()?.media?.id;
    return id === undefined ? undefined : service.simulator.media(id)?.bytes;
  }

  it('is what its bytes are, whatever they are called', async () => {
    expect((await post(Buffer.from('GIF89a and more'))).status).toBe(400);
    expect((await post(PNG, 'image/jpeg')).status).toBe(400);
    expect((await post(Buffer.alloc(2_200_000))).status).toBe(400);
    expect((await post(PNG, 'image/gif')).status).toBe(400);
  });

  it('is uploaded once and shown to whoever has no number yet', async () => {
    expect(await answer(post(PNG))).toMatchObject({ id: raffleId, hasPoster: true });
    const ana = await Talker.buyer(service);
    expect(picture(ana)?.equals(PNG)).toBe(true);
    const ids = [ana, await Talker.buyer(service)].map((talker) => talker.phone.last()?.media?.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('is shown no more to whoever has an order, and gone when it is taken away', async () => {
    const ana = await Talker.buyer(service);
    await ana.says('7');
    await ana.says('sí');
    await ana.says('menú');
    expect(picture(ana)).toBeUndefined();
    await answer(service.api('DELETE', `/raffles/${raffleId}/poster`));
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // what a chat offers is a second old at most
    const eva = await Talker.buyer(service);
    expect(picture(eva)).toBeUndefined();
  });
});
