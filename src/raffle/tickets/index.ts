export {
  moveNumbers,
  releaseNumbers,
  takeAll,
  type HandedNumber,
  type TicketStatus,
} from './ticket.repository.js';
export { freshFor } from './fresh-for.js';
export { Tickets, type TicketCounts } from './tickets.service.js';
