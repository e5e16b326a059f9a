/** One thing wrong with one field of a request: `prizes.0.name`, `must not be empty`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** Members of a problem beyond the standard ones. `code` is a stable word for programs; `retryAfter` is in seconds. */
export interface ProblemExtra {
  readonly code?: string;
  readonly errors?: readonly FieldError[];
  readonly retryAfter?: number;
  readonly [member: string]: unknown;
}

/** The JSON of `application/problem+json` (RFC 9457). */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly [member: string]: unknown;
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  408: 'Request Timeout',
  409: 'Conflict',
  410: 'Gone',
  413: 'Content Too Large',
  414: 'URI Too Long',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** The name HTTP gives a status (RFC 9110 §15). */
export function statusTitle(status: number): string {
  return TITLES[status] ?? (status < 500 ? 'Request Refused' : 'Server Error');
}

/** A refusal at an HTTP door. Thrown there only: rooms inside return unions. Its text reaches the caller, so it holds no secrets. */
export class Problem extends Error {
  override name = 'Problem';

  constructor(
    readonly status: number,
    readonly detail: string,
    readonly extra: ProblemExtra = {},
  ) {
    super(detail);
  }

  get title(): string {
    return statusTitle(this.status);
  }

  /** As RFC 9457 wants it: without a code of ours the type is `about:blank` (§4.2.1). */
  body(): ProblemBody {
    const type = this.extra.code === undefined ? 'about:blank' : `urn:talonario:problem:${this.extra.code}`;
    return { ...this.extra, type, title: this.title, status: this.status, detail: this.detail };
  }
}

/** The refusals the doors use. */
export const Problems = {
  invalid: (detail: string, extra?: ProblemExtra) => new Problem(400, detail, extra),
  /** Names every field at fault. */
  fields: (errors: readonly FieldError[]) =>
    new Problem(400, 'Some fields are not as they must be.', { code: 'invalid_fields', errors }),
  unauthorized: (detail: string, extra?: ProblemExtra) => new Problem(401, detail, extra),
  forbidden: (detail: string, extra?: ProblemExtra) => new Problem(403, detail, extra),
  notFound: (detail: string) => new Problem(404, detail),
  conflict: (detail: string, extra?: ProblemExtra) => new Problem(409, detail, extra),
  tooLarge: (detail: string) => new Problem(413, detail),
  unprocessable: (detail: string, extra?: ProblemExtra) => new Problem(422, detail, extra),
  tooMany: (detail: string, retryAfter?: number) =>
    new Problem(429, detail, retryAfter === undefined ? {} : { retryAfter }),
  unavailable: (detail: string, retryAfter = 1) => new Problem(503, detail, { retryAfter }),
} as const;
