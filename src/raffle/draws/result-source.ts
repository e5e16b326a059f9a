/** Where a result was read, as a person gives it: one of the two at least. */
export interface SourceInput {
  readonly url: string | null;
  readonly file: SourceFileInput | null;
}

/** The official list as a picture. The type is what the bytes are, not what somebody calls them. */
export interface SourceFileInput {
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** A stored source. */
export interface ResultSource {
  readonly url: string | null;
  readonly file: {
    readonly blobId: string;
    readonly mediaType: string;
    /** Bytes. */
    readonly size: number;
    /** In hexadecimal. */
    readonly sha256: string;
  } | null;
}

export const SOURCE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const;
export const LONGEST_URL = 2_000;
/** 10 MB: a scanned page, or a photograph straight from a phone. */
export const LARGEST_SOURCE = 10 * 1024 * 1024;

/** What a source lacks, with the field it concerns; null if it will do. */
export function sourceFault({
  url,
  file,
}: SourceInput): { field: 'sourceUrl' | 'sourceFile'; message: string } | null {
  if (url === null && file === null)
    return {
      field: 'sourceUrl',
      message: 'give sourceUrl or sourceFile: where the lottery published this result',
    };
  if (url !== null && publicAddress(url) === null)
    return {
      field: 'sourceUrl',
      message: `sourceUrl must be a public https address of at most ${LONGEST_URL} characters`,
    };
  const fault = file === null ? null : fileFault(file);
  return fault === null ? null : { field: 'sourceFile', message: `sourceFile is not usable: ${fault}` };
}

/** The address as it is stored and linked; null if a stranger could not follow it, or should not. */
export function publicAddress(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const named = url.protocol === 'https:' && url.username === '' && url.password === '';
  return named && url.hostname.includes('.') && url.href.length <= LONGEST_URL ? url.href : null;
}

/** The bytes a base64 text stands for; null if it is none. Written without a pattern: 14 million characters exhaust one. */
export function bytesOf(base64: string): Buffer | null {
  const bytes = Buffer.from(base64, 'base64');
  return bytes.toString('base64') === base64 ? bytes : null;
}

/** What the log says of a source beside the digits. */
export function sourceInLog(source: ResultSource | null): { source_url?: string; source_sha256?: string } {
  return {
    ...(source?.url == null ? {} : { source_url: source.url }),
    ...(source?.file == null ? {} : { source_sha256: source.file.sha256 }),
  };
}

function fileFault({ mediaType, bytes }: SourceFileInput): string | null {
  if (bytes.length === 0) return 'an empty file';
  if (bytes.length > LARGEST_SOURCE) return 'more than 10 MB';
  const starts = BEGINNINGS[mediaType];
  if (starts === undefined) return 'a type that is not JPEG, PNG, WebP or PDF';
  const isOfType = starts.every(([at, text]) => bytes.subarray(at, at + text.length).equals(text));
  return isOfType ? null : 'bytes that are not of its type';
}

const BEGINNINGS: Readonly<Record<string, readonly (readonly [at: number, bytes: Buffer])[]>> = {
  'image/jpeg': [[0, Buffer.from('ffd8ff', 'hex')]],
  'image/png': [[0, Buffer.from('89504e470d0a1a0a', 'hex')]],
  'image/webp': [
    [0, Buffer.from('RIFF')],
    [8, Buffer.from('WEBP')],
  ],
  'application/pdf': [[0, Buffer.from('%PDF-')]],
};
