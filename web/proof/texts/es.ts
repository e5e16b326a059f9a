import type { ErrorCode, Step } from '../../../src/fair-draw/index.js';
import type { FileKind } from '../files.js';
import type { TimeLeft } from '../countdown.js';
import { errors } from './errors.es.js';

const two = (value: number) => String(value).padStart(2, '0');

/** All words the proof page's script says, in Spanish. Those of the page itself are the service's. */
export const texts = {
  title: 'Comprobación en tu navegador',
  intro:
    'Tu navegador rehace el sorteo con los archivos públicos, paso por paso. No tienes que creerle a esta página ni al organizador.',

  announced:
    'Todavía no hay nada que comprobar: la lista de boletos se cierra antes del sorteo. Entonces vuelve a abrir esta página.',
  fetching: 'Descargando los archivos del sorteo…',
  fetched: (received: string, total: string) => `Descargados ${received} de ${total}`,
  bytes: (count: number) =>
    count < 1_000_000
      ? `${new Intl.NumberFormat('es', { maximumFractionDigits: 0 }).format(Math.ceil(count / 1000))} kB`
      : `${new Intl.NumberFormat('es', { maximumFractionDigits: 1 }).format(count / 1_000_000)} MB`,
  checking: 'Comprobando…',
  hashing: (done: string, size: string) => `Sumando boletos a la huella: ${done} de ${size}`,
  unreachable:
    'No se pudieron descargar los archivos. Revisa tu conexión; si ya los tienes guardados, elígelos abajo.',
  retry: 'Intentar de nuevo',
  fault: 'Tu navegador no pudo terminar la comprobación. Prueba con otro navegador o en una computadora.',

  held: 'bien',
  failed: 'no coincide',
  steps: {
    version: ['Formato', 'El certificado sigue la especificación fairdraw/1.'],
    raffle_id: ['Un solo sorteo', 'Todas las partes hablan del mismo sorteo.'],
    rules_hash: ['Reglas', 'Las reglas son las que se anunciaron antes de vender: su huella coincide.'],
    commitment_hash: ['Acta de cierre', 'El acta que cerró la lista no ha cambiado: su huella coincide.'],
    rules: ['Reglas completas', 'Las reglas dicen todo lo que hace falta y no se contradicen.'],
    ledger: ['Lista de boletos', 'La lista está completa, en orden y sin números repetidos.'],
    root: ['Huella de la lista', 'La lista es la que se publicó al cierre: su huella coincide.'],
    counts: ['Cantidad de boletos', 'Participan tantos boletos como dice el acta de cierre.'],
    entropy: [
      'Valor público',
      'El valor que decide es el que las reglas anunciaron, y es posterior al cierre.',
    ],
    draw: ['Resultado', 'El sorteo, calculado aquí otra vez, da los mismos ganadores.'],
    signature: ['Firma', 'La firma del certificado es válida.'],
  } satisfies Record<Step, readonly [name: string, held: string]>,
  drandHeld: 'El valor lleva la firma de la red drand para esa ronda, y la ronda es posterior al cierre.',
  computedHeld: 'Tu navegador calculó el sorteo.',
  unsigned:
    'El certificado no lleva firma. No hace falta para comprobar el sorteo: sólo dice quién lo emitió.',
  errors: errors satisfies Record<ErrorCode, string>,
  code: (code: ErrorCode) => `Código ${code}`,
  detail: 'Detalle técnico, en inglés',

  badge: {
    consistent: 'Coincide',
    proven: 'Demostrado',
    failed: 'No coincide',
    listed: 'La lista coincide',
    computed: 'Calculado aquí',
    unknown: 'Sin comprobar',
  },
  verdict: {
    consistent:
      'Todo coincide: el resultado sale de las reglas, de la lista y del valor público, sin que nadie lo elija. Es consistente; para estar seguro de que la lista se cerró a tiempo, compara su huella con la de tu WhatsApp.',
    proven:
      'Demostrado: el resultado sale de las reglas, de la lista y del valor público, y un tercero independiente guardó la huella de la lista antes de que existiera el resultado.',
    listed: 'Las reglas, el acta de cierre y la lista coinciden entre sí. Falta el resultado.',
    failed: (step: string) =>
      `Un paso no coincide: «${step}». Estos archivos no demuestran el sorteo. Guárdalos y pregunta al organizador.`,
  },

  winners: 'Lo que calculó tu navegador',
  prize: 'Premio',
  number: 'Número',
  unit: (name: string, unit: number, units: number) => (units === 1 ? name : `${name} (${unit} de ${units})`),
  unfilled: { vacant: 'Desierto', pending: 'Pendiente' },
  replaced: 'Después de una descalificación el premio se decidió otra vez; aquí está lo de ahora.',
  computedHere:
    'Calculado aquí, en tu navegador, antes de que se publique el certificado. Esta página espera el certificado y lo compara.',
  sameAsHere: 'El certificado publicado dice lo mismo que calculó tu navegador antes de que existiera.',
  otherThanHere:
    'El certificado publicado no dice lo mismo que calculó tu navegador con los archivos de antes. Guarda ambos y pregunta al organizador.',
  listChanged:
    'El certificado es de otra acta de cierre que la que esta página tenía abierta. Guarda ambas y pregunta al organizador.',
  cardDraw: (title: string, id: string) => `Sorteo: ${title} (${id})`,
  otherDraw: 'Atención: estos archivos son de otro sorteo, no del de esta página.',
  warnings: 'Observaciones',

  countdown: (moment: string) => `El valor que decide se publica el ${moment}, hora de tu dispositivo.`,
  timer: ({ days, hours, minutes, seconds }: TimeLeft) =>
    `${days === 0 ? '' : days === 1 ? '1 día ' : `${days} días `}${two(hours)}:${two(minutes)}:${two(seconds)}`,
  timerLabel: 'Tiempo que falta',
  testChain:
    'El valor viene de una red de prueba y se puede conocer de antemano: este sorteo es una demostración.',
  asking: (round: number) =>
    `Es la hora. Pidiendo la ronda ${round} a la red drand; puede tardar unos segundos…`,
  badRelay: 'Un servidor de la red contestó algo que no lleva su firma. Se le pregunta a otro.',
  unknownChain:
    'Las reglas nombran una cadena de drand que esta página no conoce. El resultado se podrá comprobar cuando esté el certificado.',
  waitsForLottery: (draw: string, source: string) =>
    `Falta el resultado oficial: el sorteo ${draw} de ${source}. Antes de él no hay nada que calcular. Esta página se queda esperando.`,
  waitsForSeeds:
    'Falta que los testigos revelen sus semillas. Antes no hay nada que calcular. Esta página se queda esperando.',

  drop: {
    title: 'Comprobar archivos guardados',
    help: 'Elige o suelta aquí certificate.json y ledger.bin, de este sorteo o de otro. Se comprueban en tu navegador, sin conexión: no se envía nada.',
    choose: 'Elegir archivos',
    missing: {
      certificate: 'Ya está la lista; falta el certificado (certificate.json).',
      ledger: 'Ya está el certificado; falta la lista (ledger.bin).',
    } satisfies Record<FileKind, string>,
    strange: (name: string) =>
      `«${name}» no es un certificado ni una lista de boletos. Descarga los dos archivos otra vez, sin abrirlos ni cambiarlos.`,
    unreadable: (name: string) => `No se pudo leer «${name}».`,
  },

  count: (count: number) => new Intl.NumberFormat('es', { useGrouping: 'always' }).format(count),
  moment: (milliseconds: number) =>
    new Intl.DateTimeFormat('es', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      second: '2-digit',
    }).format(milliseconds),
} as const;
