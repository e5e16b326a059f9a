import type { EvidenceFacts } from './facts.js';
import type { MeasuredFile } from './pack.js';
import { moment } from './written.js';

const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [/\/rules\.json$/, 'Bases del sorteo, publicadas antes de la primera venta'],
  [/\/commitment\.json$/, 'Acta de cierre: huella de la lista y hora de cierre'],
  [/\/ledger\.bin$/, 'Lista de números que participan, sin datos personales'],
  [/\/certificate-\d+\.json$/, 'Certificado firmado: bases, cierre, valor público y resultado'],
  [/\/entropy\.json$/, 'Valor público que decidió, y quién lo capturó y confirmó'],
  [/\/source-[^/]+$/, 'Imagen de lo que publicó la lotería, como se guardó'],
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
  const { raffle, log, software, draws } = facts;
  const [first] = draws;
  const folder = `draw-${first?.ordinal ?? 1}`;
  const certificate = `${folder}/certificate-${first?.issueNo ?? 1}.json`;
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
1. Que ningún archivo cambió:
     sha256sum -c SHA256SUMS
2. El sorteo, con el programa abierto de Talonario (Node 20 o posterior):
     npm run verify-draw -- ${certificate} ${folder}/ledger.bin
   desde la carpeta del programa y con la ruta completa de los dos archivos.
   Debe terminar sin error y mostrar los números del acta.
3. El sorteo, con una segunda lectura de las reglas en un solo archivo:
     node check-draw-alone.mjs ${certificate} ${folder}/ledger.bin
   Sus primeras líneas dicen qué no comprueba; si un ganador es de esos,
   responde NOT CHECKED.
4. El valor público: compare las cifras de ${folder}/entropy.json con lo que
   publicó la propia fuente (la lotería o drand). Ningún programa puede
   hacerlo por usted.
5. La huella: compare la huella de la lista que está en el acta con la que
   los compradores recibieron por WhatsApp antes del sorteo.
6. La bitácora: cada línea de log.jsonl es JSON canónico (RFC 8785). Su huella
   es SHA-256 de "fairdraw/1/log", un byte cero y la línea sin el salto final;
   la línea siguiente la lleva en "prev". La primera lleva 64 ceros. La última
   debe dar
     ${log.hash}  (asiento ${log.seq})
   y la huella "log_head" de cada acta de cierre es la de uno de los asientos.
7. La firma del acta: acta.pdf.sig contiene la huella SHA-256 de acta.pdf y su
   firma. Ed25519 firma "fairdraw/1/sig", un byte cero y el JSON canónico de
   ese archivo sin su miembro "sig". La clave pública es la misma que firma
   los certificados.

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
