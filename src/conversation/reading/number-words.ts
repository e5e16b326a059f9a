/** Words that change what the numbers near them mean, without accents. How they work together: parse-numbers.ts. */
export const NO: ReadonlySet<string> = new Set([
  'no',
  'ni',
  'tampoco',
  'sin',
  'menos',
  'excepto',
  'salvo',
  'quita',
  'quitar',
  'quitame',
  'saca',
  'cambia',
  'cambiar',
]);
export const YES: ReadonlySet<string> = new Set([
  'mejor',
  'dame',
  'quiero',
  'sino',
  'pero',
  'aparta',
  'apartame',
  'pon',
  'ponme',
  'si',
  'solo',
  'prefiero',
]);
export const WANT: ReadonlySet<string> = new Set(['quiero', 'lo', 'la', 'los']);
export const ADD: ReadonlySet<string> = new Set([
  'agrega',
  'agregame',
  'anade',
  'suma',
  'sumar',
  'sumame',
  'tambien',
  'ademas',
  'mas',
]);
export const UP_TO: ReadonlySet<string> = new Set(['a', 'al', 'hasta']);
export const BETWEEN: ReadonlySet<string> = new Set(['entre']);
export const AND: ReadonlySet<string> = new Set(['y', 'e']);
export const ARTICLE: ReadonlySet<string> = new Set(['el', 'la', 'los', 'las', 'numero', 'boleto']);
