import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { choosePort, PortTakenError } from '../../src/start/port.service.js';

const HOST = '127.0.0.1';
const servers: Server[] = [];

/** Takes a port; 0 means any. Resolves with the port, or null where somebody else has it already. */
function take(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, HOST, () => {
      servers.push(server);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : null);
    });
  });
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
});

describe('the port', () => {
  it('that is set is taken as it is', async () => {
    const port = (await take(0)) ?? 0;
    await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
    expect(await choosePort(HOST, port)).toBe(port);
  });

  it('that is set and taken ends the start with a sentence', async () => {
    const port = (await take(0)) ?? 0;
    await expect(choosePort(HOST, port)).rejects.toThrow(PortTakenError);
    await expect(choosePort(HOST, port)).rejects.toThrow(`PORT ${port} is taken by another program.`);
  });

  it('that is not set is another free one where 3000 is taken', async () => {
    await take(3000); // or somebody else has it: taken it is either way
    const port = await choosePort(HOST, null);
    expect(port).not.toBe(3000);
    expect(await take(port)).toBe(port);
  });
});
