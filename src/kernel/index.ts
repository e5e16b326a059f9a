export { newId, isId } from './ids.js';
export { invariant, InvariantError } from './invariant.js';
export { inGroups, randomCrockford, readCrockford } from './crockford.js';
export { cleanText, ticketLabel } from './text.js';
export { isAmount, minorDigits, times } from './money.js';
export type { Money } from './money.js';
export { maskName } from './mask-name.js';
export { asArray, asDigits, asNumber, asObject, asObjects, asText, asTime } from './json-view.js';
export type { JsonObject } from './json-view.js';
