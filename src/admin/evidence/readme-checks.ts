import type { EvidenceFacts } from './facts.js';

/** How a notary checks an evidence file, step by step; lines are wrapped by hand. `paths`: the files in it. */
export function checks({ draws, log }: EvidenceFacts, paths: readonly string[]): string {
  const has = (path: string): boolean => paths.includes(path);
  const computed = draws.find(({ ordinal, issueNo }) => has(`draw-${ordinal}/certificate-${issueNo}.json`));
  const drawnByHand = draws.find(({ ordinal, issueNo }) => has(`draw-${ordinal}/record-${issueNo}.json`));
  const steps = [
    `Que ningún archivo cambió:
     sha256sum -c SHA256SUMS`,
    ...(computed === undefined ? [] : computedChecks(`draw-${computed.ordinal}`, computed.issueNo)),
    ...(drawnByHand === undefined ? [] : [byHandCheck(`draw-${drawnByHand.ordinal}`)]),
    `La huella: compare la huella de la lista que está en el acta con la que
   los compradores recibieron por WhatsApp antes del sorteo.`,
    `La bitácora: cada línea de log.jsonl es JSON canónico (RFC 8785). Su huella
   es SHA-256 de "fairdraw/1/log", un byte cero y la línea sin el salto final;
   la línea siguiente la lleva en "prev". La primera lleva 64 ceros. La última
   debe dar
     ${log.hash}  (asiento ${log.seq})
   y la huella "log_head" de cada acta de cierre es la de uno de los asientos.`,
    `La firma del acta: acta.pdf.sig contiene la huella SHA-256 de acta.pdf y su
   firma. Ed25519 firma "fairdraw/1/sig", un byte cero y el JSON canónico de
   ese archivo sin su miembro "sig". La clave pública es la misma que firma
   los certificados${drawnByHand === undefined ? '' : ' y los registros'}.`,
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

function computedChecks(folder: string, issueNo: number): string[] {
  const certificate = `${folder}/certificate-${issueNo}.json`;
  return [
    `El sorteo, con el programa abierto de Talonario (Node 20 o posterior):
     npm run verify-draw -- ${certificate} ${folder}/ledger.bin
   desde la carpeta del programa y con la ruta completa de los dos archivos.
   Debe terminar sin error y mostrar los números del acta.`,
    `El sorteo, con una segunda lectura de las reglas en un solo archivo:
     node check-draw-alone.mjs ${certificate} ${folder}/ledger.bin
   Sus primeras líneas dicen qué no comprueba; si un ganador es de esos,
   responde NOT CHECKED.`,
    `El valor público: compare las cifras de ${folder}/entropy.json con lo que
   publicó la propia fuente (la lotería o drand). Ningún programa puede
   hacerlo por usted.`,
  ];
}

function byHandCheck(folder: string): string {
  return `El sorteo manual: ningún programa lo puede recalcular. Compare los números de
   ${folder}/entropy.json con el acta escaneada de esa carpeta, con la
   grabación si la hay y con lo que digan quienes estuvieron presentes.
   ledger.bin son los números que tenían boleto impreso.`;
}
