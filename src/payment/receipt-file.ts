/** Larger files are refused: a photo of a receipt is far below it. */
export const MAX_RECEIPT_BYTES = 10 * 1024 * 1024;

export const RECEIPT_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export type ReceiptType = (typeof RECEIPT_TYPES)[number];

/** What the bytes are by their own signature, whatever their sender declared; null where no receipt may be of that kind. */
export function receiptTypeOf(bytes: Buffer): ReceiptType | null {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP')
    return 'image/webp';
  if (bytes.subarray(0, 1024).includes('%PDF-')) return 'application/pdf'; // readers allow bytes before it (ISO 32000-1 annex H)
  return null;
}

function startsWith(bytes: Buffer, signature: readonly number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** Why a file was not kept. */
export type Unreadable = 'too_big' | 'wrong_type' | 'gone' | 'checksum';
