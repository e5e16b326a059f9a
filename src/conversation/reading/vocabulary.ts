/** Messages that mean one thing as a whole; written as `words` leaves them: lower case, no accents, no punctuation. */
export const PHRASES = {
  menu: 'menu|el menu|menu principal|inicio|empezar|comenzar|volver|regresar|atras|salir',
  more: 'mas opciones|opciones|mas',
  next: 'ver mas|siguiente|siguientes',
  buy: 'comprar|comprar boletos|comprar boleto|comprar mas|comprar numeros|participar|jugar|boletos|boleto|un boleto|numeros|rifas|rifa|que rifas hay|otras rifas|otra rifa|apartar otra vez|comprar otra vez',
  my_tickets:
    'mis boletos|mi boleto|mis boletas|mis numeros|mi numero|mis tickets|mis pedidos|mi pedido|mis apartados|mi apartado|mis compras',
  help: 'ayuda|ayudame|help|info|informacion|no entiendo|como funciona|que hago',
  human:
    'asesor|asesora|agente|humano|persona|una persona|un asesor|una asesora|un humano|hablar con asesor|hablar con un asesor|hablar con una asesora|hablar con alguien|hablar con una persona|hablar con un humano|alguien|una persona real|comunicame con un asesor|pasame con un asesor|reclamo|un reclamo|reclamar|quiero reclamar|tengo un reclamo|hacer un reclamo|queja|tengo una queja',
  rules: 'bases|las bases|reglas|terminos',
  opt_out: 'dejar de recibir',
  opt_in: 'alta|de alta|darme de alta|dame de alta|recibir avisos|recibir mensajes|start|subscribe',
  only_mine: 'solo lo mio|lo mio|solo mis boletos',
  nothing_at_all: 'nada de nada|nada',
  yes: 'si|si apartar|si apartalos|s|sip|simon|yes|ok|okay|oki|va|vale|dale|claro|claro que si|correcto|confirmo|adelante|listo|por supuesto|de acuerdo|acepto|si acepto|si claro|si quiero|si confirmo|si adelante|si cancelar|si cancela|si cancelalo|cancelalo|si soy mayor|si soy mayor de edad|soy mayor de edad|soy mayor de edad y acepto|si soy mayor de edad y acepto|soy mayor de 18|si de un pago|si es|si es un comprobante|si es mi comprobante|es un comprobante|es mi comprobante',
  no: 'no|nop|nel|no no|no gracias|ahorita no|mejor no|todavia no|aun no|no acepto|no quiero|no soy mayor|no soy mayor de edad|soy menor|soy menor de edad|no estoy de acuerdo|no cancelar|no canceles|no lo canceles|no conservar|no dejalo|dejalo|no es|no es un comprobante|no lo es',
  like: 'me gustan|me gusta|si me gustan|los quiero|si los quiero|esos|apartar|apartalos|aparta|apartar los libres|apartar libres',
  again: 'otra vez|otra|otros|de nuevo|girar|repetir|cambialos',
  choose:
    'elegir|elegir yo|elegir numeros|elegir mis numeros|elegir otros|escoger|escoger numeros|escoger yo|yo elijo|elijo yo',
  change: 'cambiar|otros numeros|cambiar numeros|otra cantidad',
  random:
    'al azar|azar|aleatorio|aleatorios|la suerte|a la suerte|maquina de la suerte|la maquina de la suerte|sorprendeme|tu elige|elige tu',
  thanks:
    'gracias|muchas gracias|muchisimas gracias|mil gracias|ok gracias|listo gracias|perfecto gracias|perfecto|excelente|genial|entendido|enterado|enterada|adios|bye|hasta luego|nos vemos|bendiciones|saludos|gracias bendiciones',
} as const;

/** Ways to ask for silence. Nobody may fail to get out, so here a part of the message is enough. */
export const LEAVING: readonly RegExp[] = [
  /^(?:baja|stop)(?: (?:ya|todo|all))?$/,
  /\b(?:dar(?:me)?|dame|deme|denme) de baja\b|^de baja$/,
  /\bno (?:me |nos )?molest(?:ar|es|en)\b/,
  /\b(?:deja|deje|dejen|para|paren) de (?:molestar|escribir|mandar|enviar)/,
  /\bno (?:me |nos )?(?:mandes?|manden|envies?|envien|escribas?|escriban)(?:me)? (?:mas|nada|mensajes|promociones|publicidad)\b/,
  /\bno quiero (?:recibir )?(?:mas )?(?:mensajes|promociones|publicidad|avisos)\b/,
  /^no mas (?:mensajes|promociones|publicidad)$/,
  /\bcancelar (?:mi |la )?suscripcion\b|\bunsubscribe\b|^desuscribir(?:me)?$/,
];

/** Words in front that change nothing: "hola, quiero comprar boletos". */
export const GREETING =
  /^(?:(?:hola+|holi|buenas|buenos|buen|dias?|tardes|noches|que tal|hey|hello|hi)\b ?)+/;
export const POLITE = /\b(?:por favor|porfavor|porfa|porfis|pls|please)\b/g;
export const WISH = /^(?:(?:quiero|quisiera|necesito|deseo|me gustaria|puedo|podria|ver)\b ?)+/;

const NOUN = '(?:boletos?|boletas?|numeros?|tickets?)';
const ORDER = '(?: (?:el|mi|este|ese))?(?: (?:pedido|apartado|orden|reserva|boletos?|boleto))?';

/** "5 boletos", "dame 3 al azar": how many, not which. */
export const COUNTED = new RegExp(
  `^(?:dame |deme |ponme )?(\\d{1,4}) (?:${NOUN}(?: al azar)?|al azar|aleatorios?)$`,
);
export const VERIFY =
  /^(?:verificar?|validar?|valido|comprobar)(?: (?:mi|el|un))?(?: (?:boleto|codigo))?(?: (.+))?$/;
/** With what is written behind: an order's code. */
export const CANCEL = new RegExp(`^(?:cancelar?|cancelen|anular?)${ORDER}(?: (.{1,20}))?$`);
export const PAY = new RegExp(
  `^(?:(?:como |donde |ver )?(?:pagar?|pago|deposito|transfiero)(?: ahora)?${ORDER}|(?:la )?(?:cuenta|clabe)|datos (?:de|para el?) pago)(?: (.{1,20}))?$`,
);
export const PAID = new RegExp(
  `^(?:(?:ya |lo )*(?:pague|deposite|transferi)(?: ya)?${ORDER}|mandar otro|mandar comprobante)(?: (.{1,20}))?$`,
);
