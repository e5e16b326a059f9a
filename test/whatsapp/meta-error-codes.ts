/**
 * Meta's error codes as its page prints them (12 December 2025, with what single feature pages added in 2026): code or range, HTTP
 * status, class. R: retry · r: retry, but it may have been sent · W: later, after a condition · N: never as it is.
 */
const PRINTED = `
0 401 N | 1 400 r | 2 503 r | 3 500 N | 4 400 R | 10 403 N | 33 400 N | 100 400 N | 190 401 N | 200-299 403 N | 368 403 N
80007 400 R | 130403 400 N | 130429 400 R | 130472 400 N | 130497 403 N | 131000 500 r | 131005 403 N | 131008 400 N
131009 400 N | 131016 500 r | 131021 400 N | 131026 400 N | 131030 400 N | 131031 403 N | 131037 400 N | 131042 400 W
131044 400 W | 131045 500 W | 131047 400 N | 131048 400 W | 131049 400 W | 131050 400 N | 131051 400 N | 131052 400 N
131053 400 N | 131055 400 N | 131056 400 R | 131057 500 r | 131062 400 N | 131063 400 N | 131064 400 W | 132000 400 N
132001 404 N | 132005 400 N | 132007 400 N | 132008 400 N | 132012 400 N | 132015 400 W | 132016 400 N | 132018 400 N
132068 400 N | 132069 400 W | 133000 500 W | 133004 503 r | 133005 400 N | 133006 400 N | 133008 400 W | 133009 400 W
133010 400 W | 133015 400 W | 133016 400 W | 134011 400 N | 134100 400 N | 134101 400 R | 134102 500 N | 135000 400 N
136024 400 N | 137000 400 N | 138000-138018 400 N | 139000-139004 400 N | 139100-139103 400 N | 139200 400 N
147001-147005 400 N | 1752041 400 N | 2388001 400 N | 2388012 400 N | 2388091 400 N | 2388093 400 N | 2388103 400 N
2388019 400 N | 2388040 400 N | 2388047 400 N | 2388072 400 N | 2388073 400 N | 2388293 400 N | 2388299 400 N
2388318 400 N | 2388330 400 N | 2494100 400 r | 2494164-2494179 400 N | 2593107 400 N | 2593108 400 N | 2593109 400 N
200005-200007 400 N`;

const CLASSES = { R: 'retry', r: 'perhaps_sent', W: 'wait', N: 'never' } as const;

export interface PrintedCode {
  readonly code: number;
  readonly http: number;
  readonly retry: (typeof CLASSES)[keyof typeof CLASSES];
}

/** Every code; of a range its ends. */
export const META_CODES: readonly PrintedCode[] = PRINTED.split(/[|\n]/)
  .filter((row) => row.trim() !== '')
  .flatMap((row) => {
    const [codes = '', http, letter = ''] = row.trim().split(' ');
    const retry = CLASSES[letter as keyof typeof CLASSES];
    return codes.split('-').map((code) => ({ code: Number(code), http: Number(http), retry }));
  });
