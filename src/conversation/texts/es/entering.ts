import { quoted } from '../shorten.js';
import type { BodiesOf } from '../texts.js';

export const entering: BodiesOf<'consent_request' | 'rules' | 'declined'> = {
  consent_request: ({ brand, name, version, renewed, because }) => {
    const question = `¿eres mayor de 18 años y aceptas las bases (versión ${quoted(version, 40)})?`;
    if (because === 'not_understood') {
      return `Para seguir necesito tu respuesta: ${question} Toca un botón o escribe *SÍ, ACEPTO* o *NO*.`;
    }
    const late = because === 'late' ? 'Perdona la tardanza. ' : '';
    const called = name === null ? '' : `, ${quoted(name, 40)}`;
    const why = renewed ? 'Las bases cambiaron. Antes de seguir' : 'Antes de seguir';
    return `${late}👋 Hola${called}. Soy el asistente automático de *${quoted(brand, 60)}*. ${why}: ${question}`;
  },
  rules: ({ version, url }) => `Estas son las bases (versión ${quoted(version, 40)}):\n${url}`,
  declined: () => 'Gracias por decirlo. No puedo venderte boletos. Si cambia algo, escribe *MENU*.',
};
