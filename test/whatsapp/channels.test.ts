import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NUMBER, Room, TOKEN } from './room.js';

describe('channels', () => {
  let room: Room;

  beforeAll(async () => {
    room = await Room.open();
  });
  afterAll(() => room.close());

  it('begin with the one the environment names, which a restart finds again', async () => {
    const [first, ...others] = await room.node.channels.all();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      phoneNumberId: NUMBER,
      wabaId: '417203985561204',
      accessToken: TOKEN,
      appSecrets: ['newer-secret', 'older-secret'],
    });
    const restarted = room.addNode();
    await Promise.all([restarted.channels.onModuleInit(), room.addNode().channels.onModuleInit()]);
    expect((await restarted.channels.all()).map(({ id }) => id)).toEqual([first!.id]);
  });

  it('keep tokens and secrets sealed at rest', async () => {
    const row = await room.db.database.first<{ access_token: Buffer; app_secrets: Buffer }>(
      'select access_token, app_secrets from channel',
    );
    const stored = Buffer.concat([row!.access_token, row!.app_secrets]).toString('latin1');
    for (const secret of [TOKEN, 'newer-secret', 'older-secret']) expect(stored).not.toContain(secret);
  });

  it('are found as soon as they are registered, also by a node that had asked in vain', async () => {
    const other = room.addNode();
    expect(await other.channels.byPhoneNumberId('555')).toBeNull();
    const id = await room.db.database.transact((tx) =>
      room.node.channels.register(tx, {
        phoneNumberId: '555',
        wabaId: '1',
        accessToken: 'second-token',
        appSecrets: ['s'],
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 260)); // no oftener than four times a second is the list read for a stranger
    expect(await other.channels.byPhoneNumberId('555')).toMatchObject({ id, accessToken: 'second-token' });
    expect(await room.node.channels.byId(id)).toMatchObject({ phoneNumberId: '555' });
  });
});
