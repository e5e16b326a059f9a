// Unpacks the Chromium of @sparticuz/chromium into TMPDIR, with the four libraries small systems lack: `node unpack.mjs LIBRARIES`.
import packed, { inflate } from '@sparticuz/chromium';

await packed.executablePath();
await inflate(process.argv[2]);
