import { randomBytes } from 'node:crypto';

interface Known {
  status: number;
  title: string;
}

/** HTTP status and title by code (page "Error codes"); codes not listed answer 400. */
const KNOWN: Record<number, Known> = {
  0: { status: 401, title: 'AuthException' },
  1: { status: 400, title: 'API Unknown' },
  2: { status: 503, title: 'API Service' },
  3: { status: 500, title: 'API Method' },
  4: { status: 400, title: 'Application request limit reached' },
  10: { status: 403, title: 'Application does not have permission for this action' },
  33: { status: 400, title: 'Parameter value is not valid' },
  100: { status: 400, title: 'Invalid parameter' },
  190: { status: 401, title: 'Invalid OAuth access token' },
  200: { status: 403, title: 'API Permission' },
  368: { status: 403, title: 'Temporarily blocked for policies violations' },
  80007: { status: 400, title: 'Rate limit issues' },
  130429: { status: 400, title: 'Rate limit hit' },
  130472: { status: 400, title: "User's number is part of an experiment" },
  130497: { status: 403, title: 'Business account is restricted from messaging users in this country' },
  131000: { status: 500, title: 'Something went wrong' },
  131005: { status: 403, title: 'Access denied' },
  131008: { status: 400, title: 'Required parameter is missing' },
  131009: { status: 400, title: 'Parameter value is not valid' },
  131016: { status: 500, title: 'Service unavailable' },
  131021: { status: 400, title: 'Recipient cannot be sender' },
  131026: { status: 400, title: 'Message undeliverable' },
  131030: { status: 400, title: 'Recipient phone number not in allowed list' },
  131031: { status: 403, title: 'Account has been locked' },
  131037: { status: 400, title: 'WhatsApp provided number needs display name approval' },
  131042: { status: 400, title: 'Business eligibility payment issue' },
  131045: { status: 500, title: 'Incorrect certificate' },
  131047: { status: 400, title: 'Re-engagement message' },
  131048: { status: 400, title: 'Spam rate limit hit' },
  131049: { status: 400, title: 'Meta chose not to deliver' },
  131050: { status: 400, title: 'User has stopped receiving marketing messages' },
  131051: { status: 400, title: 'Unsupported message type' },
  131052: { status: 400, title: 'Media download error' },
  131053: { status: 400, title: 'Media upload error' },
  131056: { status: 400, title: '(Business Account, Consumer Account) pair rate limit hit' },
  131057: { status: 500, title: 'Account in maintenance mode' },
  131062: { status: 400, title: 'Business-scoped user ID recipients are not supported for this message' },
  132000: { status: 400, title: 'Template Param Count Mismatch' },
  132001: { status: 404, title: 'Template does not exist' },
  132005: { status: 400, title: 'Template Hydrated Text Too Long' },
  132007: { status: 400, title: 'Template Format Character Policy Violated' },
  132012: { status: 400, title: 'Template Parameter Format Mismatch' },
  132015: { status: 400, title: 'Template is Paused' },
  132016: { status: 400, title: 'Template is Disabled' },
  133004: { status: 503, title: 'Server Temporarily Unavailable' },
  133010: { status: 400, title: 'Phone number not registered' },
};

export interface GraphErrorOptions {
  details?: string;
  subcode?: number;
  status?: number;
  message?: string;
  type?: string;
  /** for the person at the screen, with errors of management calls */
  userTitle?: string;
  userMessage?: string;
  /** seconds, told as `Retry-After` */
  retryAfter?: number;
}

export interface GraphErrorBody {
  error: {
    message: string;
    type: string;
    code: number;
    error_subcode?: number;
    error_data?: { messaging_product: 'whatsapp'; details: string };
    error_user_title?: string;
    error_user_msg?: string;
    fbtrace_id: string;
  };
}

/** A refusal by Meta: `code` decides, the HTTP status follows from it. */
export class GraphError extends Error {
  readonly status: number;

  constructor(
    readonly code: number,
    private readonly options: GraphErrorOptions = {},
  ) {
    super(options.message ?? `(#${code}) ${errorTitle(code)}`);
    this.status = options.status ?? KNOWN[code]?.status ?? 400;
  }

  /** "Unsupported request": no such object, or none this token may see. */
  static unknownObject(id: string): GraphError {
    const message = `Unsupported request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
    return new GraphError(100, { message, subcode: 33, type: 'GraphMethodException' });
  }

  get retryAfter(): number | undefined {
    return this.options.retryAfter;
  }

  body(): GraphErrorBody {
    const { details, subcode, type = 'OAuthException', userTitle, userMessage } = this.options;
    return {
      error: {
        message: this.message,
        type,
        code: this.code,
        ...(subcode === undefined ? {} : { error_subcode: subcode }),
        ...(details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details } }),
        ...(userTitle === undefined
          ? {}
          : { error_user_title: userTitle, error_user_msg: userMessage ?? '' }),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    };
  }
}

export function errorTitle(code: number): string {
  return KNOWN[code]?.title ?? 'Unknown error';
}

/** The same error inside a `failed` status. */
export function statusError(code: number): Record<string, unknown> {
  const title = errorTitle(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title}.` },
    href: 'https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes',
  };
}
