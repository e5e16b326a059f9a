import type { WarningCode } from '../../fair-draw/index.js';

/** Remarks of the verification, as the proof page says them too. */
export const REMARKS: Readonly<Record<WarningCode, string>> = {
  W_UNREACHABLE: 'Hay números que con alguna de estas cifras no pueden salir.',
  W_UNIVERSE: 'Con alguna de estas cifras no todos los números tienen exactamente la misma probabilidad.',
  W_NO_EXTERNAL: 'Ningún valor externo decide: quien conoce las semillas conoce el resultado.',
  W_LOW_ENTROPY: 'Hay pocos resultados posibles: la lista pudo elegirse a la medida de alguno.',
  W_BIASED_FALLBACK: 'Si el número no se vendió gana un vecino: los números junto a un hueco tienen ventaja.',
  I_KNOWN_SUCCESSOR: 'Se sabe de antemano quién sigue si un ganador queda descalificado.',
  W_BLS_UNCHECKED: 'No se comprobó la firma del valor de drand.',
  W_RULES_CHANGED: 'Estas reglas sustituyen a otras publicadas antes.',
  W_SUPERSEDED: 'El acta de cierre corrige a otra publicada antes.',
  W_NO_PINS: 'Ningún tercero independiente guardó la huella.',
};

export const STATUS = { won: 'entregado por sorteo', vacant: 'desierto', pending: 'pendiente' } as const;

/** Checks of the reconciliation. */
export const CHECKS: Readonly<Record<string, string>> = {
  numbers: 'Todos los números tienen estado',
  orders: 'Números pagados = números de pedidos pagados',
  placement: 'Números en un pedido que no les toca',
  money: 'Importe de pedidos pagados = ventas en el libro de dinero',
  log: 'Números pagados = números pagados según la bitácora',
  entries: 'Números pagados = números de la lista',
};

/** What a value of the evidence is called; others are shown by their own name. */
export const ENTROPY_NAMES: Readonly<Record<string, string>> = {
  kind: 'Clase de fuente',
  source: 'Fuente',
  draw_id: 'Sorteo de la lotería',
  drawn_at: 'Celebrado',
  results: 'Cifras publicadas',
  round: 'Ronda de drand',
  chain_hash: 'Cadena de drand',
  randomness: 'Valor aleatorio',
  signature: 'Firma BLS',
  seeds: 'Semilla',
  external: 'Valor externo',
  value: 'Valor',
  place: 'Lugar',
  source_url: 'Grabación',
  source_sha256: 'Huella del acta escaneada',
};

/** Kinds of evidence. */
export const KINDS: Readonly<Record<string, string>> = {
  lottery: 'resultado oficial de una lotería',
  drand: 'faro público drand',
  'commit-reveal': 'semillas reveladas',
  text: 'valor público',
  none: 'ninguna',
  manual: 'boletos sacados a mano',
};

/** What users are, as a notary reads it. */
export const ROLES: Readonly<Record<string, string>> = {
  owner: 'titular',
  cashier: 'caja',
  seller: 'vendedor',
  auditor: 'auditor',
};
