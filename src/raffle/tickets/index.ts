export {
  moveNumbers,
  releaseNumbers,
  takeAll,
  type HandedNumber,
  type TicketStatus,
} from './ticket.repository.js';
export { Tickets, type TicketCounts } from './tickets.service.js';
