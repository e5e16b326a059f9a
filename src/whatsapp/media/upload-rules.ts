const MB = 1024 * 1024;

/** What Meta takes as a file of a message, with its greatest size in bytes (page "Media", supported media types). */
const LARGEST: Readonly<Record<string, number>> = {
  'image/jpeg': 5 * MB,
  'image/png': 5 * MB,
  'application/pdf': 100 * MB,
};

/** Meta keeps an upload for 30 days; a message leased in the last of them could still be under way. */
export const UPLOAD_LIVES_DAYS = 28;

/** Why Meta would refuse the file; null: it takes it. The type is what the bytes are, not what somebody calls them. */
export function uploadFault({ bytes, mediaType }: { bytes: Buffer; mediaType: string }): string | null {
  const largest = Object.hasOwn(LARGEST, mediaType) ? LARGEST[mediaType] : undefined;
  if (largest === undefined) return 'a type Meta does not take';
  if (bytes.length === 0) return 'an empty file';
  if (bytes.length > largest) return 'more bytes than Meta takes of this type';
  return startsAs(bytes, mediaType) ? null : 'bytes that are not of its type';
}

const BEGINNINGS: Readonly<Record<string, readonly number[]>> = {
  'image/jpeg': [0xff, 0xd8, 0xff],
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'application/pdf': [0x25, 0x50, 0x44, 0x46],
};

function startsAs(bytes: Buffer, mediaType: string): boolean {
  const beginning = BEGINNINGS[mediaType];
  return beginning !== undefined && beginning.every((byte, i) => bytes[i] === byte);
}
