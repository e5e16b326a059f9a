import { createServer } from 'node:net';

const USUAL = 3000;

/** A set PORT is taken by somebody else. */
export class PortTakenError extends Error {
  override name = 'PortTakenError';

  constructor(port: number) {
    super(`PORT ${port} is taken by another program. Stop it, or set PORT to a free one.`);
  }
}

/** The port to listen on: the set one, else 3000, else any free one. @throws {PortTakenError} */
export async function choosePort(host: string, wanted: number | null): Promise<number> {
  if (wanted !== null) {
    if ((await tryPort(host, wanted)) === null) throw new PortTakenError(wanted);
    return wanted;
  }
  const port = (await tryPort(host, USUAL)) ?? (await tryPort(host, 0));
  if (port === null) throw new Error(`no free port on ${host}`);
  return port;
}

/** The port if it can be had (0: any), else null. */
function tryPort(host: string, port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(null));
    server.listen(port, host, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
