import type { DrawFacts, EvidenceFacts } from './facts.js';

/** How a notary checks an evidence file, step by step; lines are wrapped by hand. `paths`: the files in it. */
export function checks({ draws, log }: EvidenceFacts, paths: readonly string[]): string {
  const withPaper = (paper: 'certificate' | 'record'): DrawFacts[] =>
    draws.filter(({ ordinal, issueNo }) => paths.includes(`draw-${ordinal}/${paper}-${issueNo}.json`));
  const [computed, drawnByHand] = [withPaper('certificate'), withPaper('record')];
  const steps = [
    `Que ningún archivo cambió:
     sha256sum -c SHA256SUMS`,
    ...(computed.length === 0 ? [] : computedChecks(computed)),
    ...drawnByHand.map(({ ordinal }) => byHandCheck(`draw-${ordinal}`)),
    `La huella: compare «Huella de la lista» de cada acta, ocho grupos de cuatro
   signos, con la que los compradores recibieron por WhatsApp antes de ese
   sorteo. Es el comienzo de la huella de commitment.json: SHA-256 de
   "fairdraw/1/commitment", un byte cero y ese archivo tal como está.`,
    `La bitácora: cada línea de log.jsonl es JSON canónico (RFC 8785). Su huella
   es SHA-256 de "fairdraw/1/log", un byte cero y la línea sin el salto final;
   la línea siguiente la lleva en "prev". La primera lleva 64 ceros. La última
   debe dar
     ${log.hash}  (asiento ${log.seq})
   y la huella "log_head" de cada acta de cierre es la de uno de los asientos.`,
    `La firma del acta: acta.pdf.sig contiene la huella SHA-256 de acta.pdf y su
   firma. Ed25519 firma "fairdraw/1/sig", un byte cero y el JSON canónico de
   ese archivo sin su miembro "sig". La clave pública es la misma que firma
   los certificados${drawnByHand.length === 0 ? '' : ' y los registros'}.`,
  ];
  return steps.map((step, index) => `${index + 1}. ${step}`).join('\n');
}

/** Every draw that a program can compute, by its certificate in force. */
function computedChecks(draws: readonly DrawFacts[]): string[] {
  const each = (command: string): string =>
    draws
      .map(({ ordinal, issueNo }) => {
        const folder = `draw-${ordinal}`;
        return `     ${command} ${folder}/certificate-${issueNo}.json ${folder}/ledger.bin`;
      })
      .join('\n');
  const values = draws.map(({ ordinal }) => `draw-${ordinal}/entropy.json`).join(',\n   ');
  return [
    `El sorteo, con el programa abierto de Talonario (Node 20 o posterior):
${each('npm run verify-draw --')}
   desde la carpeta del programa y con la ruta completa de los archivos.
   Debe terminar sin error y mostrar los números del acta.`,
    `El sorteo, con una segunda lectura de las reglas en un solo archivo:
${each('node check-draw-alone.mjs')}
   Sus primeras líneas dicen qué no comprueba; si un ganador es de esos,
   responde NOT CHECKED.`,
    `El valor público: compare las cifras de ${values}
   con lo que publicó la propia fuente (la lotería o drand). Ningún programa
   puede hacerlo por usted.`,
  ];
}

function byHandCheck(folder: string): string {
  return `El sorteo manual: ningún programa lo puede recalcular. Compare los números de
   ${folder}/entropy.json con el acta escaneada de esa carpeta, con la
   grabación si la hay y con lo que digan quienes estuvieron presentes.
   ledger.bin son los números que tenían boleto impreso.`;
}
