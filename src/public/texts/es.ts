import type { MissPolicy, WarningCode } from '../../fair-draw/index.js';
import type { DisqualificationReason, RaffleState, Standing } from '../../raffle/index.js';

/** All words of the public pages, in Spanish. */
export const texts = {
  language: 'es',
  product: 'Talonario',
  footer:
    'Nadie del equipo te pedirá dinero para entregarte un premio. Si alguien lo hace, no pagues y avisa al organizador.',

  /** In the raffle's own zone, which is named: `20 de diciembre de 2026 a las 20:00 (GMT−6)`. */
  moment: (instant: Date, timeZone: string) => {
    const written = new Intl.DateTimeFormat('es', {
      day: 'numeric',
      month: 'long',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZone,
      timeZoneName: 'short',
    }).format(instant);
    return written.replace(/ (\S+)$/, (_, zone: string) => `\u00a0(${zone.replace('-', '\u2212')})`);
  },
  count: (count: number) => new Intl.NumberFormat('es', { useGrouping: 'always' }).format(count),
  list: (items: readonly string[]) => new Intl.ListFormat('es', { type: 'conjunction' }).format(items),

  raffleStates: {
    draft: 'En preparación',
    open: 'A la venta',
    paused: 'Venta en pausa',
    closed: 'Venta cerrada',
    reconciled: 'Venta cerrada',
    frozen: 'Lista cerrada, falta el sorteo',
    drawn: 'Ya se sorteó',
    settled: 'Terminada',
    cancelled: 'Cancelada',
  } satisfies Record<RaffleState, string>,

  fields: { raffle: 'Rifa', organiser: 'Organiza', holder: 'Titular', draw: 'Sorteo', state: 'Estado' },

  unknownCode: {
    title: 'No encontramos ese código',
    lines: [
      'Revisa que esté completo: son 16 letras y números, en cuatro grupos de cuatro. Mayúsculas, espacios y guiones no importan.',
      'Si lo copiaste tal cual, ese boleto no existe aquí. Pregunta al organizador antes de pagarle a alguien.',
    ],
  },
  unknownDraw: {
    title: 'No encontramos ese sorteo',
    lines: ['Revisa que la dirección esté completa, tal como te la mandamos por WhatsApp.'],
  },
  tooMany: {
    title: 'Demasiadas consultas seguidas',
    lines: ['Espera un minuto y vuelve a abrir la página.'],
  },

  ticket: {
    valid: (count: number) => (count === 1 ? 'Boleto válido' : 'Boletos válidos'),
    void: (count: number) => (count === 1 ? 'Boleto anulado' : 'Boletos anulados'),
    paidBadge: 'Pagado',
    voidBadge: 'Anulado',
    voidLine: 'Este código fue de una compra que se anuló. Sus números no participan en el sorteo.',
    refundLine:
      'Esta compra se anuló cuando la lista ya estaba cerrada: sus números siguen escritos en ella, pero el pago se devuelve.',
    numbers: 'Números',
    listTitle: 'Tu lugar en la lista',
    earlierDraw: (name: string) => `Tu lugar en la lista de ${name}`,
    listNotYet:
      'La lista de boletos que participan se cierra antes del sorteo. Entonces verás aquí tu lugar en ella.',
    place: (number: string, place: string, size: string) => `El ${number} es el lugar ${place} de ${size}.`,
    inList: 'Prueba de que está en la lista',
    receipts: 'Recibo de participación',
    receiptsHelp:
      'Es la promesa firmada de que tu número estará en la lista. Descárgalo y guárdalo solo para ti: contiene tu número de WhatsApp.',
    receiptOf: (number: string) => `Descargar el recibo del ${number}`,
    receiptsGone:
      'Terminó el plazo para reclamar premios y se destruyeron las claves que ligaban números y personas: ya no hay recibos. La lista y sus pruebas siguen publicadas.',
    fingerprint: 'Huella de la lista:',
    proof: 'Ver el sorteo y cómo comprobarlo',
    won: (number: string, prize: string) => `El ${number} ganó: ${prize}`,
    notWon: 'Esta vez ninguno de estos números ganó.',
    stillPending: 'Todavía falta decidir un premio.',
    out: (number: string, prize: string) =>
      `El ${number} había ganado ${prize} y quedó descalificado. El motivo está en la página del sorteo.`,
  },

  pins: {
    title: 'Quién tenía la huella antes',
    /** `proven` is said only where somebody independent saw the fingerprint before the value existed. */
    standing: (standing: Standing, drawn: boolean) => {
      if (standing === 'manual')
        return 'Sorteo manual: la huella comprueba quién participa. El resultado lo captura una persona y ningún programa lo puede comprobar.';
      if (standing === 'consistent')
        return drawn
          ? 'Consistente: los archivos cuadran entre sí. Ningún tercero independiente selló la huella antes del resultado, así que compárala con la de tu WhatsApp.'
          : 'Todavía ningún tercero independiente ha sellado la huella: compárala con la de tu WhatsApp.';
      return drawn
        ? 'Demostrado: un tercero independiente selló la huella antes de que existiera el resultado.'
        : 'Un tercero independiente ya selló la huella.';
    },
    hadBefore: ([had, buyers, sent]: readonly string[], when: string) =>
      `Compradores con la huella en su WhatsApp antes del resultado, del ${when}: ${had} de ${buyers}. Se envió a ${sent}.`,
    haveSoFar: ([had, buyers, sent]: readonly string[], when: string) =>
      `Compradores con la huella en su WhatsApp hasta ahora: ${had} de ${buyers}. Se envió a ${sent}. La cuenta termina el ${when}, cuando se conoce el resultado.`,
    timeStamp: (authority: string, when: string) =>
      `Sello de tiempo (RFC 3161) de ${authority}, ${when}: la huella existía entonces.`,
    token: 'Descargar el sello (token.tsr)',
    stated: (channel: string, when: string, ref: string) =>
      `${channel}, ${when}, según el organizador: ${ref}`,
    channels: {
      newspaper: 'Periódico',
      notary: 'Notaría',
      group: 'Grupo público',
      web: 'Página web',
    } as Readonly<Record<string, string>>,
    dispute: (when: string, contact: string | null) =>
      `Puedes reclamar hasta el ${when} si falta un boleto tuyo o la huella no coincide: escribe RECLAMO al WhatsApp de la rifa${contact === null ? '' : ` o contacta al organizador (${contact})`}.`,
  },

  disqualifications: {
    title: 'Descalificaciones',
    intro:
      'Estas personas ganaron y quedaron fuera. Nadie elige quién sigue: sale de las reglas. El resultado anterior sigue publicado.',
    out: (number: string, prize: string) => `El ${number} quedó fuera de ${prize}`,
    why: (when: string, reason: string) => `${when}: ${reason}.`,
    reasons: {
      unclaimed: 'nadie reclamó el premio a tiempo',
      ineligible: 'según las bases, no podía participar',
      declined: 'quien ganó no quiso el premio',
      fraud: 'el organizador lo anuló por fraude',
      other: 'el organizador tiene otro motivo, por escrito',
    } satisfies Record<DisqualificationReason, string>,
    twoPeople: 'Una persona lo propuso y otra distinta lo confirmó.',
    onePerson:
      'Lo propuso y confirmó una sola persona: el organizador no tenía a nadie más, y aquí no se exigía una segunda.',
    round: (round: string, from: string) => `la ronda ${round} de drand, que no existía antes del ${from}`,
    followed: (number: string, value: string | null) =>
      value === null ? `Le siguió el ${number}.` : `Le siguió el ${number}: lo decidió ${value}.`,
    nobody: 'Nadie lo sustituye: el premio quedó desierto.',
    waitsForRound: (value: string) => `Quién sigue lo decide ${value}.`,
    waitsForLottery: 'Quién sigue lo decide el siguiente sorteo oficial.',
    waits: 'Quién sigue se está calculando.',
    since: (issue: number) => `Cambió el resultado desde la emisión ${issue} del certificado.`,
    before: (issue: number) => `Resultado anterior: emisión ${issue}`,
    issueComes: 'El certificado que lo incluye se publica en un momento.',
  },

  proof: {
    title: (raffle: string) => `Sorteo de ${raffle}`,
    states: {
      announced: 'La venta sigue o falta cerrar la lista',
      committed: 'Lista cerrada, falta el resultado',
      pending: 'Falta el siguiente sorteo oficial',
      drawn: 'Ya se sorteó',
    },
    waitsForRound: 'Falta la ronda de drand que decide quién sigue',
    others: 'Otros sorteos de esta rifa',
    mainDraw: 'Sorteo principal',
    winners: 'Números ganadores',
    prize: 'Premio',
    number: 'Número',
    unit: (name: string, unit: number, units: number) =>
      units === 1 ? name : `${name} (${unit} de ${units})`,
    vacant: 'Desierto: nadie tiene ese número',
    vacantAfter: 'Desierto: quien ganó quedó descalificado y nadie lo sustituye',
    pending: 'Pendiente: lo decide el siguiente sorteo oficial',
    pendingRound: 'Pendiente: lo decide una ronda nueva de drand',
    how: 'Cómo se decide',
    howIntro: (source: string, draw: string) =>
      `Decide el sorteo ${draw} de ${source}, que el organizador no puede cambiar. Nadie elige el número ganador: sale de estas cifras.`,
    demoSource: 'La lotería «demo» es inventada: este sorteo es una demostración.',
    digits: (take: 'first' | 'last', n: number, position: string) => {
      const which = take === 'last' ? 'última' : 'primera';
      return n === 1 ? `la ${which} cifra de «${position}»` : `las ${n} ${which}s cifras de «${position}»`;
    },
    extracts: (prize: string, digits: readonly string[]) =>
      `${prize}: ${digits.join('; si nadie lo tiene, ')}.`,
    suffix: 'El boleto con ese mismo número gana.',
    modulo: (first: string, size: string) =>
      `El boleto que gana es ${first} más el residuo de dividir esas cifras entre ${size}.`,
    zeroIsTop: (top: string) => `Si las cifras son todas ceros, cuentan como ${top}.`,
    miss: {
      house: 'Si nadie tiene el número, el premio queda desierto.',
      next_up: 'Si nadie tiene el número, gana el siguiente número vendido hacia arriba.',
      next_down: 'Si nadie tiene el número, gana el siguiente número vendido hacia abajo.',
      nearest: 'Si nadie tiene el número, gana el número vendido más cercano; en empate, el mayor.',
      seeded: 'Si nadie tiene el número, las mismas cifras alimentan un sorteo al azar entre los vendidos.',
    } satisfies Record<MissPolicy, string>,
    nextDraw: (draws: string) =>
      `Si nadie tiene el número, decide el siguiente sorteo de la misma lotería, hasta ${draws} sorteos en total.`,
    atLast: 'Si después de todos tampoco:',
    howDrand: ([round, when]: readonly [string, string]) =>
      `Decide la ronda ${round} de drand, un valor al azar que muchas organizaciones publican juntas cada tres segundos. Esa ronda se fijó antes de la primera venta y se publica el ${when}: nadie la conoce antes ni la puede cambiar.`,
    howSeeded: (source: string, draw: string, draws: string) =>
      `Deciden las cifras de ${draws} sorteos de ${source}, desde el ${draw}.`,
    howSequence:
      'Con ese valor y la lista cerrada se calcula el orden al azar de los boletos; los primeros ganan. Cualquiera puede repetir el cálculo.',
    howSeeds:
      'Antes de la primera venta cada testigo entregó la huella de una semilla secreta. Después de cerrar la lista todas se revelan y se mezclan. Si falta una, no hay sorteo y se devuelve el dinero.',
    externalNone: 'Ningún otro valor se mezcla con ellas.',
    externalText: (description: string) => `Con ellas se mezcla: ${description}`,
    externalDrand: ([round, when]: readonly [string, string]) =>
      `Con ellas se mezcla la ronda ${round} de drand, que se publica el ${when}.`,
    externalLottery: (source: string, draw: string, draws: string) =>
      `Con ellas se mezclan las cifras de ${draws} sorteos de ${source}, desde el ${draw}.`,
    redraw: {
      fresh:
        'Si quien ganó queda descalificado, decide otra ronda de drand, que todavía no existe cuando eso se publica.',
      sequence: 'Si quien ganó queda descalificado, sigue el siguiente boleto del mismo orden al azar.',
      direct:
        'Si quien ganó queda descalificado, su número ya no cuenta y el premio se decide otra vez con estas mismas reglas.',
    },
    onePrize: 'Una misma persona gana un premio como máximo.',
    severalPrizes: 'Una misma persona puede ganar varios premios, con números distintos.',
    list: 'La lista de boletos',
    listOpen:
      'Antes del sorteo se cierra la lista de boletos pagados y se publica su huella. Después nadie puede agregar ni quitar un boleto sin que se note.',
    listClosed: (size: string, when: string) => `Participan ${size} boletos. La lista se cerró el ${when}.`,
    fingerprint: 'Huella de la lista',
    fingerprintHelp:
      'Es la misma que te mandamos por WhatsApp antes del sorteo. Si no coincide, la lista cambió.',
    result: 'Resultado oficial',
    resultOf: (draw: string, when: string) => `Sorteo ${draw}, ${when}`,
    position: 'Resultado',
    official: 'Cifras',
    twoPeople: 'Una persona lo capturó y otra distinta lo confirmó.',
    onePerson:
      'Lo capturó y confirmó una sola persona: el organizador no tenía a nadie más, y aquí no se exigía una segunda.',
    sourceUrl: 'Dónde lo publicó la lotería:',
    sourceFile: (type: string, size: string) => `Imagen de la lista oficial (${type}, ${size} bytes)`,
    sourceHash: 'Huella SHA-256 de ese archivo:',
    noSource: 'De este resultado no se guardó dónde se publicó: búscalo en la propia lotería.',
    ruleOn: 'El resultado lo captura una persona y lo confirma otra distinta.',
    ruleOff: 'Hoy una sola persona puede capturar y confirmar el resultado; compáralo con el de la lotería.',
    check: 'Cómo comprobarlo',
    checkFingerprint: 'Compara la huella de arriba con la del mensaje que recibiste antes del sorteo.',
    checkLottery: 'Compara las cifras del resultado con las que publica la propia lotería.',
    checkFiles:
      'Descarga los dos archivos y revísalos con el programa abierto de Talonario, en tu computadora y sin conexión:',
    checkWithout: 'O usa otro programa que siga la especificación fairdraw/1: debe dar exactamente lo mismo.',
    manual: {
      label: 'Sorteo manual',
      how: (place: string, when: string) =>
        `Es un sorteo manual: el ${when}, en ${place}, se sacan a mano boletos impresos, uno por cada número de la lista. Cualquiera puede ir a verlo. Ningún programa decide, y ninguno puede comprobar el resultado: aquí se comprueba la lista.`,
      redraw:
        'Si a quien ganó no le corresponde el premio, el organizador lo resuelve según sus bases: esta página no calcula quién sigue.',
      result: 'Resultado del sorteo manual',
      held: (place: string, when: string) =>
        `Se celebró el ${when} en ${place}. Los números se capturaron a mano.`,
      ruleOn: 'Lo que salga lo captura una persona y lo confirma otra distinta, con el acta escaneada.',
      ruleOff:
        'Hoy una sola persona puede capturar y confirmar lo que salga; compáralo con el acta escaneada y con lo que viste.',
      sourceUrl: 'Grabación del sorteo:',
      sourceFile: (type: string, size: string) => `Acta firmada, escaneada (${type}, ${size} bytes)`,
      sourceHash: 'Huella SHA-256 de ese archivo:',
      check: 'Compara los números ganadores con el acta escaneada, con la grabación o con lo que viste.',
      record: (issue: number) => `Registro del sorteo manual, emisión ${issue} (certificate.json)`,
      limits: [
        'Que la huella de la lista se publicó antes del sorteo: compárala con la del mensaje guardado en tu WhatsApp y en el de los demás.',
        'Que cada número de la lista tenía su boleto impreso, y solo uno, y que nadie miró ni eligió: eso lo vieron quienes estuvieron ahí.',
        'Que los números capturados son los que salieron: compáralos con el acta escaneada y la grabación.',
      ],
    },
    files: 'Archivos',
    certificate: (issue: number) => `Certificado, emisión ${issue} (certificate.json)`,
    latest: 'vigente',
    ledger: (size: string) => `Lista de boletos (ledger.bin, ${size} bytes, sin datos personales)`,
    noFiles: 'Los archivos aparecen aquí cuando se cierra la lista.',
    limits: 'Lo que ningún programa puede ver',
    limitsOfDraw: [
      'Que la huella de la lista se publicó antes del resultado: compárala con la del mensaje guardado en tu WhatsApp y en el de los demás.',
      'Que el resultado es el que publicó la propia lotería o red: búscalo en su sitio y compara.',
    ],
    limitsOfList: [
      'Que tus boletos están en la lista, pagados y a tu nombre, y que nadie más está anotado como si fueras tú: revísalo con el enlace de tus boletos.',
      'Que participan tantos boletos como se anunció, y que ninguno se regaló a conocidos: por eso se publica cuántos son.',
      'Que el premio se entregó.',
    ],
    warnings: 'Observaciones sobre las reglas',
    warning: {
      W_UNREACHABLE: 'Hay números que con alguna de estas cifras no pueden salir.',
      W_UNIVERSE: 'Con alguna de estas cifras no todos los números tienen exactamente la misma probabilidad.',
      W_NO_EXTERNAL: 'Ningún valor externo decide: quien conoce las semillas conoce el resultado.',
      W_LOW_ENTROPY: 'Hay pocos resultados posibles: la lista pudo elegirse a la medida de alguno.',
      W_BIASED_FALLBACK:
        'Si el número no se vendió gana un vecino: los números junto a un hueco tienen ventaja.',
      I_KNOWN_SUCCESSOR: 'Se sabe de antemano quién sigue si un ganador queda descalificado.',
      W_BLS_UNCHECKED: 'No se comprobó la firma del valor de drand.',
      W_RULES_CHANGED: 'Estas reglas sustituyen a otras publicadas antes.',
      W_SUPERSEDED: 'El acta de cierre corrige a otra publicada antes.',
      W_NO_PINS: 'Ningún tercero independiente guardó la huella.',
    } satisfies Record<WarningCode, string>,
    technical: 'Datos técnicos',
    terms: {
      id: 'Sorteo',
      rulesHash: 'Huella de las reglas',
      commitmentHash: 'Huella de la lista, completa (acta de cierre)',
      root: 'Raíz de la lista',
      certHash: (issue: number) => `Huella del certificado ${issue}`,
    },
  },
} as const;
