import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LinkContent } from '../../src/whatsapp/message/message-content.js';
import { Room } from './room.js';

const PNG = Buffer.concat([
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
  Buffer.from('a small picture'),
]);

let room: Room;
let made: string[];

beforeAll(async () => {
  room = await Room.open();
  made = [];
  room.node.sources.register('poster', (id) => {
    made.push(id);
    if (id === 'broken') return Promise.reject(new Error('out of ink'));
    if (id === 'none') return Promise.resolve(null);
    return Promise.resolve({ bytes: id === 'gif' ? Buffer.from('GIF89a') : PNG, mediaType: 'image/png' });
  });
});
afterAll(() => room.close());

function withPicture(id: string): { content: LinkContent } {
  const content = { kind: 'link', body: 'Mira', label: 'Abrir', url: 'https://rifas.example' } as const;
  return { content: { ...content, picture: `poster:${id}` } };
}

/** What Meta took for this person: the id of the picture above the text, or null. */
function pictures(waId: string): (string | null)[] {
  return room.meta
    .accepted()
    .filter(({ phone }) => phone.person.waId === waId)
    .map(({ message }) => message.media?.id ?? null);
}

async function upload(): Promise<void> {
  while ((await room.node.uploader.round()) > 0);
}

describe('a message with a picture of ours', () => {
  it('waits for the upload and is sent with it; the next one uses the same id', async () => {
    const one = await room.contact();
    await room.enqueue(one.id, withPicture('moto'));
    await room.drain();
    expect(await room.states(one.id)).toEqual(['pending']);
    await upload();
    await room.later(1);
    await room.drain();
    const [mediaId] = pictures(one.waId);
    expect(room.meta.media(mediaId ?? '')?.bytes.equals(PNG)).toBe(true);
    const other = await room.contact();
    await room.enqueue(other.id, withPicture('moto'));
    await upload();
    await room.drain();
    expect(pictures(other.waId)).toEqual([mediaId]);
    expect(made.filter((id) => id === 'moto')).toHaveLength(1);
  });

  it('is uploaded once for many who want it at the same time', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => room.contact()));
    await Promise.all(people.map(({ id }) => room.enqueue(id, withPicture('many'))));
    await Promise.all([room.node.uploader.round(), room.node.uploader.round(), room.node.uploader.round()]);
    await room.later(1);
    await room.drain();
    expect(made.filter((id) => id === 'many')).toHaveLength(1);
    expect(new Set(people.flatMap(({ waId }) => pictures(waId))).size).toBe(1);
  });

  it('goes without it after twenty seconds, and is not lost', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, withPicture('late'));
    await room.drain();
    await room.later(21);
    await room.drain();
    expect(pictures(waId)).toEqual([null]);
    expect(await room.states(id)).toEqual(['accepted']);
  });

  it.each(['broken', 'none', 'gif'])('goes without it at once where it cannot be made (%s)', async (what) => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, withPicture(what));
    await upload();
    await room.later(1);
    await room.drain();
    expect(pictures(waId)).toEqual([null]);
  });

  it('is uploaded again where Meta does not have it any more, once', async () => {
    const { id, waId } = await room.contact();
    await room.enqueue(id, withPicture('gone'));
    await upload();
    room.meta.failNext({ code: 131_053 });
    await room.later(1);
    await room.drain();
    await upload();
    await room.later(1);
    await room.drain();
    expect(made.filter((one) => one === 'gone')).toHaveLength(2);
    expect(pictures(waId)).toHaveLength(1);
    expect(await room.states(id)).toEqual(['accepted']);
  });

  it('is uploaded again when its id has expired', async () => {
    const before = await room.contact();
    await room.enqueue(before.id, withPicture('old'));
    await upload();
    await room.later(29 * 24 * 3_600);
    const after = await room.contact();
    await room.enqueue(after.id, withPicture('old'));
    await upload();
    await room.later(1);
    await room.drain();
    expect(made.filter((one) => one === 'old')).toHaveLength(2);
    expect(pictures(after.waId)[0]).not.toBeNull();
  });

  it('tries an upload that failed in between up to three times', async () => {
    const { id, waId } = await room.contact();
    room.meta.failNext({ httpStatus: 503, on: 'upload', times: 2 });
    await room.enqueue(id, withPicture('shaky'));
    await upload();
    await room.later(1);
    await room.drain();
    expect(pictures(waId)[0]).not.toBeNull();
  });
});
