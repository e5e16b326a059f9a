import type { EvidenceFacts } from './facts.js';
import type { MeasuredFile } from './pack.js';
import { checks } from './readme-checks.js';
import { moment } from './written.js';

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/\/rules\.json$/, 'Bases del sorteo, publicadas antes de la primera venta'],
  [/\/commitment\.json$/, 'Acta de cierre: huella de la lista y hora de cierre'],
  [/\/ledger\.bin$/, 'Lista de números que participan, sin datos personales'],
  [/\/certificate-\d+\.json$/, 'Certificado firmado: bases, cierre, valor público y resultado'],
  [/\/record-\d+\.json$/, 'Registro firmado del sorteo manual: bases, cierre y lo que se capturó'],
  [/\/entropy\.json$/, 'Valor que decidió, y quién lo capturó y confirmó'],
  [
    /\/source-[^/]+$/,
    'Imagen de lo que publicó la lotería, o acta escaneada del sorteo manual, como se guardó',
  ],
  [/\/acta\.pdf$/, 'Acta del sorteo para imprimir y firmar'],
  [/\/acta\.pdf\.sig$/, 'Firma electrónica (Ed25519) de acta.pdf'],
  [/\/reconciliation\.csv$/, 'Cuadre confirmado antes de cerrar la lista'],
  [/\/draw\.csv$/, 'Resultado por premio'],
  [/\/tickets\.csv$/, 'Todos los números: estado, pedido, origen e importe'],
  [/\/channels\.csv$/, 'Ventas por origen'],
  [/\/voids\.csv$/, 'Números anulados'],
  [/\/journal\.csv$/, 'Libro de dinero de los pedidos pagados'],
  [/\/summary\.csv$/, 'Resumen: intervalo, precio, cuentas e importes'],
  [/^log\.jsonl$/, 'Bitácora de la rifa: cada asiento contiene la huella del anterior'],
  [/^exceptions\.csv$/, 'Excepciones: pagos rechazados, dinero tardío, interrupciones, resultados retirados'],
  [/^events\.csv$/, 'Lo que hicieron las personas que administran la rifa'],
  [/^check-draw-alone\.mjs$/, 'Comprobación independiente en un solo archivo'],
];

/** The first thing a notary reads: what each file is and how it is checked. */
export function readme(facts: EvidenceFacts, files: readonly MeasuredFile[]): string {
  const { raffle, software } = facts;
  return `EXPEDIENTE DEL SORTEO
${raffle.title}
Organizador: ${raffle.organiser.name}
Rifa: ${raffle.id}
Escrito: ${moment(facts.madeAt, raffle.timeZone)}

QUÉ ES
Este archivo reúne todo lo necesario para comprobar el sorteo sin confiar en
quien lo organizó. No contiene nombres ni teléfonos de compradores: cada
compra aparece con la clave de su pedido. Hay una carpeta por sorteo.
El estado de los números y las ventas son los del cierre de cada lista.
Los importes están en ${raffle.currency}; las horas de los archivos, en UTC.

QUÉ HAY
${files.map(({ path }) => `- ${path}\n    ${meaningOf(path)}`).join('\n')}
- SHA256SUMS
    Las huellas SHA-256 de todos los archivos, también la de este

CÓMO COMPROBARLO
${checks(
  facts,
  files.map(({ path }) => path),
)}

PROGRAMA
Talonario ${software.version}, commit ${software.commit ?? 'desconocido'}
Código del sorteo (SHA-256): ${software.drawCode}

HUELLAS SHA-256
${files.map(({ path, sha256 }) => `${sha256}  ${path}`).join('\n')}
`;
}

function meaningOf(path: string): string {
  return MEANINGS.find(([pattern]) => pattern.test(path))?.[1] ?? '';
}
