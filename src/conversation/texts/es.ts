import { choosing } from './es/choosing.js';
import { entering } from './es/entering.js';
import { helping } from './es/helping.js';
import { label, linkLabel, listButton, row } from './es/labels.js';
import { ordering } from './es/ordering.js';
import { telling } from './es/telling.js';
import type { Texts } from './texts.js';

/** Spanish as spoken to in Latin America: tú, short, one word per state, "participa" only for what is paid. */
export const es: Texts = {
  apology: 'Perdona, algo falló de nuestro lado con tu mensaje. Una persona lo revisa y te contesta aquí.',
  bodies: { ...entering, ...choosing, ...ordering, ...helping, ...telling },
  label,
  row,
  listButton,
  linkLabel,
};
